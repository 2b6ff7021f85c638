package dev.refactory.graph.scip;

import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.ScipMessages.Document;
import dev.refactory.graph.scip.ScipMessages.Information;
import dev.refactory.graph.scip.ScipMessages.Mention;
import dev.refactory.graph.scip.ScipMessages.Metadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A first reading of an index, before anything is written: whether it keeps to the limits, and
/// which symbols it declares, because a document may mention what a later one declares. Remembers
/// the global symbols, not the places.
final class Survey implements ScipReader.Listener {
    private final ScipLimits limits;
    private final Map<String, SymbolKind> declared = new HashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final Map<String, Information> external = new HashMap<>();
    private final Set<String> paths = new HashSet<>();
    private Metadata metadata = new Metadata("", "");
    private long characters;

    Survey(ScipLimits limits) {
        this.limits = limits;
    }

    Metadata metadata() {
        return metadata;
    }

    int documents() {
        return paths.size();
    }

    int symbols() {
        return declared.size() + defined.size();
    }

    /// Whether a document describes it, or defines it without anybody describing it.
    boolean declares(String symbol) {
        return declared.containsKey(symbol) || defined.contains(symbol) && !external.containsKey(symbol);
    }

    Optional<Information> external(String symbol) {
        return Optional.ofNullable(external.get(symbol));
    }

    /// As it is described anywhere, or else as its last descriptor says.
    SymbolKind kind(String symbol, @Nullable ScipSymbol parsed) {
        SymbolKind known = declared.get(symbol);
        Information outside = external.get(symbol);
        if (known != null) {
            return known;
        }
        return kindOf(outside, parsed);
    }

    private static SymbolKind kindOf(@Nullable Information said, @Nullable ScipSymbol parsed) {
        ScipSymbol.Suffix suffix =
                parsed == null ? ScipSymbol.Suffix.TERM : parsed.last().suffix();
        return said == null ? ScipKind.of(suffix) : ScipKind.of(said.kind(), suffix, said.signature());
    }

    @Override
    public void metadata(Metadata found) {
        metadata = new Metadata(
                required("index.scip", "tool", found.tool(), ScipLimits.NAME),
                required("index.scip", "tool version", found.version(), ScipLimits.NAME));
    }

    @Override
    public void document(Document document) {
        String path = document.path();
        if (!canonical(path)) {
            throw ScipFaults.document(
                    path,
                    "has no path as SCIP wants it: relative to the project's root, with '/', without '.' and '..'.");
        }
        if (!paths.add(path)) {
            throw ScipFaults.document(path, "is there twice: import the indexes one by one, or merge the two.");
        }
        required(path, "language", document.language(), ScipLimits.LANGUAGE);
        for (Information symbol : document.symbols()) {
            check(path, symbol);
            declare(symbol);
        }
        int remarks = 0;
        Set<String> checked = new HashSet<>();
        for (Mention mention : document.mentions()) {
            if (checked.add(mention.symbol())) {
                symbol(path, mention.symbol());
            }
            remarks += mention.remarks().size();
            if ((mention.roles() & ScipRole.DEFINITION) != 0) {
                define(mention.symbol());
            }
        }
        if (remarks > ScipLimits.DIAGNOSTICS) {
            throw ScipFaults.tooMuch("Document " + path, ScipLimits.DIAGNOSTICS, "diagnostics");
        }
    }

    @Override
    public void external(Information symbol) {
        check("index.scip", symbol);
        if (!symbol.symbol().isEmpty() && external.put(symbol.symbol(), cut(symbol)) == null) {
            count(symbol.symbol());
        }
    }

    private static Information cut(Information symbol) {
        String signature = DocumentFacts.cut(symbol.signature(), ScipLimits.SIGNATURE);
        return new Information(
                symbol.symbol(), symbol.kind(), symbol.name(), signature, symbol.enclosing(), symbol.implemented());
    }

    private void declare(Information said) {
        String symbol = said.symbol();
        if (symbol.isEmpty() || ScipSymbol.isLocal(symbol)) {
            return;
        }
        boolean known = defined.remove(symbol) || declared.containsKey(symbol);
        declared.put(symbol, kindOf(said, ScipSymbol.parse(symbol).orElse(null)));
        if (!known) {
            count(symbol);
        }
    }

    private void define(String symbol) {
        if (!symbol.isEmpty() && !ScipSymbol.isLocal(symbol) && !declared.containsKey(symbol) && defined.add(symbol)) {
            count(symbol);
        }
    }

    private void count(String symbol) {
        characters += symbol.length();
        if (symbols() + external.size() > limits.symbols()) {
            throw ScipFaults.tooMuch("index.scip", limits.symbols(), "symbols");
        }
        if (characters > limits.symbolCharacters()) {
            throw ScipFaults.tooMuch("index.scip", limits.symbolCharacters(), "characters of symbols");
        }
    }

    private static void check(String document, Information symbol) {
        symbol(document, symbol.symbol());
        symbol(document, symbol.enclosing());
        required(document, "display name", symbol.name(), ScipLimits.NAME);
        symbol.implemented().forEach(other -> symbol(document, other));
    }

    private static void symbol(String document, String symbol) {
        required(document, "symbol", symbol, ScipLimits.SPELLING);
    }

    /// Without control characters, which no name has and no database keeps.
    private static String required(String document, String what, String text, int most) {
        if (text.length() > most) {
            throw ScipFaults.tooMuch("A " + what + " in " + document, most, "characters");
        }
        if (hasControl(text)) {
            throw ScipFaults.document(
                    document, "has a " + what + " with a control character in it: make the index again.");
        }
        return text;
    }

    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a path says where it goes, from the root down.
    static boolean canonical(String path) {
        if (path.isEmpty() || path.length() > ScipLimits.PATH || hasControl(path)) {
            return false;
        }
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
