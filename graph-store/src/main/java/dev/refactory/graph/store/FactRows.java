package dev.refactory.graph.store;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Facts as rows of a pool's tables, gathered until they are sent.
final class FactRows {
    private final SymbolNumbers symbolNumbers;
    private final CopyBuffer files = new CopyBuffer(SnapshotSql.COPY_FILES);
    private final CopyBuffer symbols = new CopyBuffer(SnapshotSql.COPY_SYMBOLS);
    private final CopyBuffer occurrences = new CopyBuffer(SnapshotSql.COPY_OCCURRENCES);
    private final CopyBuffer relations = new CopyBuffer(SnapshotSql.COPY_RELATIONS);
    private final CopyBuffer diagnostics = new CopyBuffer(SnapshotSql.COPY_DIAGNOSTICS);

    FactRows(SymbolNumbers symbolNumbers) {
        this.symbolNumbers = symbolNumbers;
    }

    /// @param fileNo not taken in the pool
    void add(int fileNo, FileFacts facts, Outline outline) {
        addFile(fileNo, facts, outline);
        addOccurrences(fileNo, facts.occurrences());
        for (Relation relation : new TreeSet<>(facts.relations())) {
            relations
                    .number(fileNo)
                    .number(symbolNumbers.of(relation.from()))
                    .number(relation.kind().ordinal())
                    .number(symbolNumbers.of(relation.to()))
                    .endRow();
        }
        addDiagnostics(fileNo, facts.diagnostics());
        symbolNumbers.endFile(this::addMention);
    }

    private void addFile(int fileNo, FileFacts facts, Outline outline) {
        int[] declared = new int[facts.declared().size()];
        int count = 0;
        for (SymbolInfo info : facts.declared()) {
            String path = info.path();
            if (path != null && !path.equals(facts.path())) {
                throw new IllegalArgumentException(facts.path() + " describes a symbol of another file: " + path);
            }
            declared[count++] = symbolNumbers.describe(info, (each, row) -> addSymbol(each, row, fileNo));
        }
        String path = StorableText.of(facts.path());
        files.number(fileNo)
                .text(path)
                .number(StorableText.hash(path))
                .text(facts.blobId())
                .text(StorableText.of(facts.language()))
                .number(facts.lines())
                .bool(FactsTally.indexed(facts))
                .number(facts.occurrences().size())
                .number(FactsTally.unresolved(facts))
                .text(StorableText.of(Json.write(facts.problems())))
                .numbers(declared, count)
                .bytes(outline.toBytes())
                .endRow();
    }

    private void addSymbol(SymbolInfo info, int rowNo, int fileNo) {
        String symbol = StorableText.of(info.symbol());
        String name = StorableText.of(info.name());
        String container = info.container();
        symbols.number(rowNo)
                .number(symbolNumbers.of(info.symbol()))
                .numberOrNull(info.path() == null ? null : (long) fileNo)
                .text(symbol)
                .number(StorableText.hash(symbol))
                .number(info.kind().ordinal())
                .text(name)
                .number(StorableText.hash(name))
                .numberOrNull(container == null ? null : (long) symbolNumbers.of(container))
                .text(String.join(" ", new TreeSet<>(info.modifiers())))
                .text(StorableText.of(info.signature()))
                .bool(info.deprecated())
                .bool(info.forRemoval())
                .endRow();
    }

    private void addMention(String spelling, int number) {
        String symbol = StorableText.of(spelling);
        symbols.number(number)
                .number(number)
                .text(null)
                .text(symbol)
                .number(StorableText.hash(symbol))
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .text(null)
                .bool(false)
                .bool(false)
                .endRow();
    }

    private void addOccurrences(int fileNo, List<Occurrence> all) {
        Map<Integer, Places> bySymbol = new TreeMap<>();
        for (Occurrence occurrence : all) {
            bySymbol.computeIfAbsent(symbolNumbers.of(occurrence.symbol()), _ -> new Places())
                    .add(occurrence);
        }
        bySymbol.forEach((symbol, places) -> occurrences
                .number(symbol)
                .number(fileNo)
                .numbers(places.numbers, places.length)
                .endRow());
    }

    private void addDiagnostics(int fileNo, List<Diagnostic> all) {
        int ordinal = 0;
        for (Diagnostic diagnostic : all) {
            diagnostics
                    .number(fileNo)
                    .number(ordinal++)
                    .number(diagnostic.severity().ordinal())
                    .text(StorableText.of(diagnostic.code()))
                    .text(StorableText.of(diagnostic.message()))
                    .number(diagnostic.line())
                    .number(diagnostic.start())
                    .endRow();
        }
    }

    /// Adds what was mentioned and never described.
    /// @param sent called now and then, to make room
    void end(@Nullable Runnable sent) {
        symbolNumbers.end((spelling, number) -> {
            addMention(spelling, number);
            if (sent != null) {
                sent.run();
            }
        });
    }

    private List<CopyBuffer> buffers() {
        return List.of(files, symbols, occurrences, relations, diagnostics);
    }

    /// Characters held.
    int size() {
        return buffers().stream().mapToInt(CopyBuffer::size).sum();
    }

    void send(Connection connection, TenantId tenant, long poolId) throws SQLException {
        for (CopyBuffer buffer : buffers()) {
            buffer.send(connection, tenant, poolId);
        }
    }

    void clear() {
        buffers().forEach(CopyBuffer::clear);
    }

    /// Start, end and role bits of each occurrence, one after the other.
    private static final class Places {
        private int[] numbers = new int[6];
        private int length;

        void add(Occurrence occurrence) {
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, length * 2);
            }
            numbers[length++] = occurrence.range().start();
            numbers[length++] = occurrence.range().end();
            numbers[length++] = Role.toBits(occurrence.roles());
        }
    }
}
