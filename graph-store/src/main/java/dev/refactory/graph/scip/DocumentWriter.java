package dev.refactory.graph.scip;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Facts of a file as a document. One thread.
final class DocumentWriter {
    private final TypeNames types;
    private final MessageBuffer document = new MessageBuffer();
    private final MessageBuffer part = new MessageBuffer();
    private final MessageBuffer piece = new MessageBuffer();
    private final Map<String, String> locals = new HashMap<>();

    DocumentWriter(TypeNames types) {
        this.types = types;
    }

    /// To be moved into an index before the next one is written.
    MessageBuffer write(FileFacts file, LineIndex lines) {
        locals.clear();
        document.text(ScipField.DOCUMENT_PATH, file.path())
                .text(ScipField.DOCUMENT_LANGUAGE, language(file.language()))
                .number(ScipField.DOCUMENT_POSITIONS, PositionEncoding.UTF16.number());
        occurrences(file.occurrences(), lines);
        for (Diagnostic diagnostic : file.diagnostics()) {
            document.message(ScipField.DOCUMENT_OCCURRENCES, of(diagnostic, lines));
        }
        Map<String, List<Relation>> relations =
                file.relations().stream().collect(java.util.stream.Collectors.groupingBy(Relation::from));
        for (SymbolInfo symbol : file.declared()) {
            if (symbol.path() != null || OwnSymbols.local(symbol.symbol())) {
                List<Relation> from = relations.getOrDefault(symbol.symbol(), List.of());
                document.message(ScipField.DOCUMENT_SYMBOLS, of(symbol, from));
            }
        }
        return document;
    }

    /// A symbol declared in no document; to be moved into an index before the next one is written.
    MessageBuffer external(SymbolInfo symbol) {
        return of(symbol, List.of());
    }

    /// The names of SCIP's list of languages, as far as they are not the same in lower case.
    private static String language(String language) {
        return language.equals("java") ? "Java" : language;
    }

    /// Those that SCIP cannot tell apart are one.
    private void occurrences(List<Occurrence> sorted, LineIndex lines) {
        @Nullable Occurrence before = null;
        int roles = 0;
        for (Occurrence occurrence : sorted) {
            if (before != null && !same(before, occurrence)) {
                document.message(ScipField.DOCUMENT_OCCURRENCES, of(before, roles, lines));
                roles = 0;
            }
            roles |= ScipRole.of(occurrence.roles());
            before = occurrence;
        }
        if (before != null) {
            document.message(ScipField.DOCUMENT_OCCURRENCES, of(before, roles, lines));
        }
    }

    private static boolean same(Occurrence one, Occurrence other) {
        return one.range().equals(other.range()) && one.symbol().equals(other.symbol());
    }

    private MessageBuffer of(Occurrence occurrence, int roles, LineIndex lines) {
        range(occurrence.range().start(), occurrence.range().end(), lines);
        return part.text(ScipField.OCCURRENCE_SYMBOL, symbol(occurrence.symbol()))
                .number(ScipField.OCCURRENCE_ROLES, roles);
    }

    private void range(int start, int end, LineIndex lines) {
        int line = lines.lineOf(start);
        int endLine = lines.lineOf(end);
        int character = start - lines.start(line);
        int endCharacter = end - lines.start(endLine);
        if (line == endLine) {
            part.numbers(ScipField.OCCURRENCE_RANGE, line, character, endCharacter);
        } else {
            part.numbers(ScipField.OCCURRENCE_RANGE, line, character, endLine, endCharacter);
        }
    }

    /// A place of its own: SCIP hangs what a compiler said on occurrences.
    private MessageBuffer of(Diagnostic diagnostic, LineIndex lines) {
        int start = Math.max(0, diagnostic.start());
        range(start, start, lines);
        piece.number(ScipField.DIAGNOSTIC_SEVERITY, severity(diagnostic.severity()))
                .text(ScipField.DIAGNOSTIC_CODE, diagnostic.code())
                .text(ScipField.DIAGNOSTIC_MESSAGE, diagnostic.message())
                .text(ScipField.DIAGNOSTIC_SOURCE, "javac");
        return part.message(ScipField.OCCURRENCE_DIAGNOSTICS, piece);
    }

    private static int severity(Diagnostic.Severity severity) {
        return switch (severity) {
            case ERROR -> 1;
            case WARNING -> 2;
            case NOTE -> 3;
        };
    }

    private MessageBuffer of(SymbolInfo symbol, List<Relation> relations) {
        part.text(ScipField.SYMBOL_SPELLING, symbol(symbol.symbol()))
                .number(ScipField.SYMBOL_KIND, ScipKind.of(symbol))
                .text(ScipField.SYMBOL_DISPLAY_NAME, displayName(symbol));
        for (Relation relation : relations) {
            piece.text(ScipField.RELATIONSHIP_SYMBOL, symbol(relation.to()));
            switch (relation.kind()) {
                case EXTENDS, IMPLEMENTS -> piece.yes(ScipField.RELATIONSHIP_IMPLEMENTATION);
                case OVERRIDES ->
                    piece.yes(ScipField.RELATIONSHIP_REFERENCE).yes(ScipField.RELATIONSHIP_IMPLEMENTATION);
            }
            part.message(ScipField.SYMBOL_RELATIONSHIPS, piece);
        }
        if (!symbol.signature().isEmpty()) {
            piece.text(ScipField.SIGNATURE_LANGUAGE, "Java").text(ScipField.SIGNATURE_TEXT, symbol.signature());
            part.message(ScipField.SYMBOL_SIGNATURE, piece);
        }
        String container = symbol.container();
        if (container != null && OwnSymbols.local(symbol.symbol())) {
            part.text(ScipField.SYMBOL_ENCLOSING, symbol(container));
        }
        return part;
    }

    private static String displayName(SymbolInfo symbol) {
        String container = symbol.container();
        return symbol.kind() == SymbolKind.CONSTRUCTOR && container != null
                ? container.substring(container.lastIndexOf('.') + 1)
                : symbol.name();
    }

    private String symbol(String spelling) {
        return OwnSymbols.local(spelling)
                ? locals.computeIfAbsent(spelling, _ -> ScipSymbol.local(locals.size()))
                : OwnSymbols.symbol(spelling, types).toString();
    }
}
