package dev.refactory.graph.scip;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.ScipMessages.Document;
import dev.refactory.graph.scip.ScipMessages.Information;
import dev.refactory.graph.scip.ScipMessages.Mention;
import dev.refactory.graph.scip.ScipMessages.Place;
import dev.refactory.graph.scip.ScipMessages.Remark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One document of an index as facts of a file.
final class DocumentFacts {
    private final Document document;
    private final String path;
    private final String text;
    private final LineIndex lines;
    private final Survey survey;
    private final DocumentSymbols symbols;
    private final Map<String, SymbolInfo> declared = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();

    /// @param path in the repository
    /// @param text of the file
    DocumentFacts(Document document, String path, String text, Survey survey) {
        this.document = document;
        this.path = path;
        this.text = text;
        this.lines = new LineIndex(text);
        this.survey = survey;
        this.symbols = new DocumentSymbols(path);
    }

    FileFacts of(String blobId) {
        List<Range> ranges = document.mentions().stream().map(this::range).toList();
        nameLocals(ranges);
        Set<Occurrence> occurrences = new TreeSet<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Mention mention = document.mentions().get(i);
            Range range = ranges.get(i);
            if (!mention.symbol().isEmpty()) {
                occurrences.add(
                        new Occurrence(range, symbols.spelling(mention.symbol()), ScipRole.of(mention.roles())));
            }
            mention.remarks().forEach(remark -> diagnostics.add(of(remark, range)));
        }
        Set<Relation> relations = new TreeSet<>();
        for (Information symbol : document.symbols()) {
            if (!symbol.symbol().isEmpty()) {
                declare(symbol);
                relations(symbol, relations);
            }
        }
        document.mentions().forEach(this::describe);
        diagnostics.sort(Comparator.comparingInt(Diagnostic::start));
        return new FileFacts(
                path,
                blobId,
                document.language().isEmpty()
                        ? ScipImport.extension(path)
                        : document.language().toLowerCase(Locale.ROOT),
                lines.lines(),
                List.copyOf(declared.values()),
                List.copyOf(occurrences),
                List.copyOf(relations),
                diagnostics,
                List.of());
    }

    private Range range(Mention mention) {
        Place place = mention.place();
        int start = lines.offset(place.startLine(), place.startCharacter(), document.encoding());
        int end = lines.offset(place.endLine(), place.endCharacter(), document.encoding());
        if (start == LineIndex.OUTSIDE || end == LineIndex.OUTSIDE) {
            throw ScipFaults.document(
                    document.path(),
                    "has an occurrence at " + place + ", which is not a place in " + path
                            + " of this commit: import the index for the commit it was made from.");
        }
        if (end < start) {
            throw ScipFaults.document(
                    document.path(),
                    "has an occurrence at " + place + ", which ends before it begins: make the index again.");
        }
        return new Range(start, end);
    }

    /// By where they are defined, or else first mentioned, so that they are called what ours are
    /// called.
    private void nameLocals(List<Range> ranges) {
        Map<String, Information> said = new TreeMap<>();
        for (Information symbol : document.symbols()) {
            if (ScipSymbol.isLocal(symbol.symbol())) {
                said.put(symbol.symbol(), symbol);
            }
        }
        for (boolean definitions : new boolean[] {true, false}) {
            for (int i = 0; i < ranges.size(); i++) {
                Mention mention = document.mentions().get(i);
                boolean definition = (mention.roles() & ScipRole.DEFINITION) != 0;
                if (ScipSymbol.isLocal(mention.symbol()) && definition == definitions) {
                    Information information = said.get(mention.symbol());
                    symbols.local(mention.symbol(), information, name(information, ranges.get(i)), ranges.get(i));
                }
            }
        }
        for (Information symbol : said.values()) {
            symbols.local(symbol.symbol(), symbol, name(symbol, new Range(0, 0)), new Range(0, 0));
        }
    }

    private String name(@Nullable Information information, Range range) {
        if (information != null && !information.name().isEmpty()) {
            return information.name();
        }
        String written = text.substring(range.start(), range.end());
        boolean name = !written.isEmpty() && written.length() <= ScipLimits.NAME && !Survey.hasControl(written);
        return name ? written : "local";
    }

    private static Diagnostic.Severity severity(int severity) {
        return switch (severity) {
            case 1 -> Diagnostic.Severity.ERROR;
            case 2 -> Diagnostic.Severity.WARNING;
            default -> Diagnostic.Severity.NOTE;
        };
    }

    private Diagnostic of(Remark remark, Range range) {
        return new Diagnostic(
                severity(remark.severity()),
                cut(remark.code(), ScipLimits.NAME),
                cut(remark.message(), ScipLimits.MESSAGE),
                lines.lineOf(range.start()) + 1,
                range.start());
    }

    static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most - 1) + "…" : text;
    }

    /// What the document says it declares.
    private void declare(Information symbol) {
        boolean local = ScipSymbol.isLocal(symbol.symbol());
        SymbolInfo info = local
                ? symbols.describeLocal(symbol.symbol(), ScipKind.ofLocal(symbol.kind()), symbol.signature())
                : symbols.describe(
                        symbol.symbol(), survey.kind(symbol.symbol(), symbols.parsed(symbol.symbol())), symbol, path);
        declared.putIfAbsent(info.symbol(), info);
        around(symbol.symbol());
    }

    private void relations(Information symbol, Set<Relation> found) {
        SymbolKind from = survey.kind(symbol.symbol(), symbols.parsed(symbol.symbol()));
        for (String other : symbol.implemented()) {
            if (other.equals(symbol.symbol()) || ScipSymbol.isLocal(other)) {
                continue;
            }
            SymbolKind to = survey.kind(other, symbols.parsed(other));
            Relation.Kind kind = !from.isType()
                    ? Relation.Kind.OVERRIDES
                    : to == SymbolKind.INTERFACE && from != SymbolKind.INTERFACE
                            ? Relation.Kind.IMPLEMENTS
                            : Relation.Kind.EXTENDS;
            found.add(new Relation(symbols.spelling(symbol.symbol()), kind, symbols.spelling(other)));
            outside(other);
        }
    }

    /// What the document mentions and nobody described: a definition without more, or a symbol from
    /// outside.
    private void describe(Mention mention) {
        String symbol = mention.symbol();
        boolean definition = (mention.roles() & ScipRole.DEFINITION) != 0;
        if (symbol.isEmpty() || !definition && !seen.add(symbol) || declared.containsKey(symbols.spelling(symbol))) {
            return;
        }
        if (ScipSymbol.isLocal(symbol)) {
            SymbolInfo info = symbols.describeLocal(symbol, SymbolKind.LOCAL, "");
            declared.put(info.symbol(), info);
        } else if (definition && survey.declares(symbol)) {
            SymbolInfo info = symbols.describe(symbol, survey.kind(symbol, symbols.parsed(symbol)), null, path);
            declared.put(info.symbol(), info);
            around(symbol);
        } else {
            outside(symbol);
        }
    }

    /// Describes a symbol that no document declares.
    private void outside(String symbol) {
        if (survey.declares(symbol)) {
            return;
        }
        Information said = survey.external(symbol).orElse(null);
        SymbolInfo info = symbols.describe(symbol, survey.kind(symbol, symbols.parsed(symbol)), said, null);
        if (declared.putIfAbsent(info.symbol(), info) == null) {
            around(symbol);
        }
    }

    /// Describes what a symbol is declared in, as far as no document does.
    private void around(String symbol) {
        ScipSymbol enclosing = symbols.enclosing(symbol);
        if (enclosing != null) {
            outside(enclosing.toString());
        }
    }
}
