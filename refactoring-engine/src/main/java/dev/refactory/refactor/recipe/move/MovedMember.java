package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.imports.TypeNames;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.ModifierWords;
import dev.refactory.refactor.recipe.scope.VariableScopes;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A member's text as the other type is to have it: what its names mean stays, so those that would
/// mean something else there, or nothing, are qualified.
final class MovedMember {
    private static final String LOOKUP = "java.lang.invoke.MethodHandles#lookup()";

    private final MemberMove move;
    private final MemberSpace space;
    private final FileScopes file;
    private final Range whole;
    private final CarriedText text;
    private final TypeNames names;
    private final Map<String, SymbolInfo> known;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> chain = new ArrayList<>();

    MovedMember(MemberMove move, MemberSpace space) {
        this.move = move;
        this.space = space;
        this.file = move.file(move.path());
        this.whole = move.whole();
        this.text = new CarriedText(file.source.text(), whole);
        this.names = move.names(move.targetPath);
        Set<String> named = new TreeSet<>();
        inside().forEach(place -> named.add(place.symbol()));
        this.known = move.graph.symbols(named);
        String type = move.target.symbol();
        while (type != null) {
            chain.add(type);
            type = move.sight.container(type);
        }
    }

    private List<Occurrence> inside() {
        return file.all.stream()
                .filter(place ->
                        whole.start() <= place.range().start() && place.range().end() <= whole.end())
                .toList();
    }

    /// The text; once.
    Piece piece() {
        SortedMap<Range, List<Occurrence>> places = new TreeMap<>();
        inside().forEach(place -> places.computeIfAbsent(place.range(), range -> new ArrayList<>())
                .add(place));
        places.forEach(this::itself);
        // Code first: what it imports is there for the comments.
        places.forEach((range, meanings) -> names(range, meanings, false));
        places.forEach((range, meanings) -> names(range, meanings, true));
        modifiers();
        lines();
        return text.piece(inside(), move::after);
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    List<Finding> findings() {
        return findings;
    }

    /// Where the member names itself.
    private void itself(Range range, List<Occurrence> meanings) {
        for (Occurrence place : meanings) {
            if (!place.symbol().equals(move.member.symbol())) {
                continue;
            }
            MemberUses.Use use = new MemberUses.Use(move, file, place);
            if (use.qualifier() == MemberUses.Qualifier.EXPRESSION) {
                conflicts.add(use.sideEffect());
            } else {
                use.inMovedText(names, space.offset()).ifPresent(edit -> text.replace(edit.range(), edit.piece()));
            }
        }
    }

    private void names(Range range, List<Occurrence> meanings, boolean documentation) {
        if (text.replaces(range)) {
            return;
        }
        for (Occurrence place : meanings) {
            SymbolInfo symbol = known.get(place.symbol());
            if (place.has(Role.DOCUMENTATION) != documentation) {
                continue;
            }
            if (place.symbol().startsWith("?") && MemberMove.isCode(place)) {
                conflicts.add(move.at(
                        "unresolved",
                        place.symbol(),
                        file.path,
                        range.start(),
                        "the compiler could not tell what " + place.symbol().substring(1)
                                + " means here, so what it would mean in " + move.target.symbol()
                                + " is unknown. Make it compile first"));
            } else if (symbol != null && !own(symbol)) {
                foreign(place, symbol, meanings);
            }
        }
    }

    /// Whether a symbol moves along.
    private boolean own(SymbolInfo symbol) {
        String spelling = symbol.symbol();
        return spelling.equals(move.member.symbol())
                || spelling.startsWith(move.member.symbol() + "~")
                || spelling.contains(".local$");
    }

    private void foreign(Occurrence place, SymbolInfo symbol, List<Occurrence> meanings) {
        if (symbol.symbol().equals(LOOKUP)) {
            findings.add(
                    move.warning("a lookup made here sees what " + move.target.symbol() + " sees, not " + move.source));
        }
        if (!place.has(Role.DOCUMENTATION)) {
            visible(place, symbol);
        }
        boolean implied = place.has(Role.IMPLICIT) || place.range().length() == 0;
        if (implied) {
            return;
        } else if (place.has(Role.DOCUMENTATION) && !symbol.kind().isType()) {
            documented(place, symbol);
        } else if (file.simple(place) && symbol.kind().isType()) {
            type(place, symbol, meanings);
        } else if (file.simple(place) && (symbol.has("static") || symbol.kind() == SymbolKind.ENUM_CONSTANT)) {
            member(place, symbol);
        }
    }

    private void visible(Occurrence place, SymbolInfo symbol) {
        List<String> around = new ArrayList<>(chain);
        file.bodies.around(place.range().start()).stream()
                .filter(body -> whole.contains(body.start()))
                .forEach(body -> around.add(body.type()));
        String outermost = move.sight.outermost(move.target.symbol());
        Sight.Place there = new Sight.Place(DottedName.qualifier(outermost), outermost, around);
        SymbolInfo hidden = move.sight.hidden(symbol, there);
        if (hidden != null) {
            conflicts.add(move.at(
                    "visibility",
                    hidden.symbol(),
                    file.path,
                    place.range().start(),
                    move.member.symbol() + " uses " + hidden.symbol() + ", which is " + Access.of(hidden).word + ": "
                            + move.target.symbol()
                            + " would not see it. Give it a wider access first (change-access)"));
        }
    }

    private void type(Occurrence place, SymbolInfo type, List<Occurrence> meanings) {
        Piece written;
        if (place.has(Role.DOCUMENTATION)) {
            written = names.document(type.symbol(), space.offset());
        } else {
            written = written(type.symbol(), place);
        }
        String now = file.source
                .text()
                .substring(place.range().start(), place.range().end());
        if (written.text().equals(now)) {
            return;
        }
        int end = written.text().length();
        List<Piece.Name> meant = new ArrayList<>(written.names().stream()
                .filter(name -> name.within().end() < end)
                .toList());
        Range last = written.names().stream()
                .map(Piece.Name::within)
                .filter(each -> each.end() == end)
                .findFirst()
                .orElseThrow();
        meanings.forEach(each -> meant.add(new Piece.Name(last, text.placed(move.after(each.symbol())), each.roles())));
        text.replace(place.range(), new Piece(null, written.text(), meant, false));
    }

    private Piece written(String type, Occurrence place) {
        List<String> words =
                List.of(SymbolSpelling.simpleName(type), SymbolSpelling.simpleName(move.sight.outermost(type)));
        return words.stream().anyMatch(word -> declares(word, place.range().start()))
                ? names.inFull(type)
                : names.write(type, space.offset(), List.of(), false);
    }

    /// Whether a name means a variable or type at a place that the member itself declares.
    private boolean declares(String name, int at) {
        Set<String> types = new TreeSet<>();
        declaredHere().stream()
                .filter(symbol -> symbol.kind().isType() && symbol.name().equals(name))
                .forEach(symbol -> types.add(symbol.symbol()));
        List<FileScopes.Part> parts = new ArrayList<>(file.localTypes(name, types));
        parts.addAll(new VariableScopes(file).named(name));
        return parts.stream().anyMatch(part -> whole.contains(part.start()) && part.level(at) != FileScopes.HIDDEN);
    }

    /// A member that a comment names without its type.
    private void documented(Occurrence place, SymbolInfo symbol) {
        int hash = place.range().start() - 1;
        boolean alone = file.source.text().startsWith("#", hash)
                && !Character.isJavaIdentifierPart(file.source.text().charAt(hash - 1));
        String owner = symbol.container();
        if (alone && owner != null && !reached(place, symbol)) {
            text.replace(new Range(hash, hash), names.document(owner, space.offset()));
        }
    }

    /// The simple name of a member of another type.
    private void member(Occurrence place, SymbolInfo symbol) {
        if (file.inCaseLabel(place) && symbol.kind() == SymbolKind.ENUM_CONSTANT || reached(place, symbol)) {
            return;
        }
        String owner = String.valueOf(symbol.container());
        int at = place.range().start();
        move.types.info(owner).ifPresent(each -> visible(place, each));
        Piece type = written(owner, place);
        text.replace(new Range(at, at), new Piece(null, type.text() + ".", type.names(), false));
    }

    /// Whether the simple name means the same in the target type.
    private boolean reached(Occurrence place, SymbolInfo symbol) {
        String owner = String.valueOf(symbol.container());
        boolean inherited = file.bodies.around(place.range().start()).stream()
                .filter(body -> whole.contains(body.start()))
                .anyMatch(body -> types(body.type()).contains(owner));
        if (inherited) {
            return true;
        }
        for (String type : chain) {
            if (types(type).contains(owner)) {
                return true;
            } else if (getsAlike(symbol) || types(type).stream().anyMatch(above -> has(above, symbol))) {
                return false;
            }
        }
        return move.file(move.targetPath).all.stream()
                .anyMatch(each -> each.has(Role.STATIC_IMPORT) && each.symbol().equals(symbol.symbol()));
    }

    /// Whether the member itself is what its new type has by that name, as an overload is called.
    private boolean getsAlike(SymbolInfo alike) {
        return alike.name().equals(move.member.name()) && (alike.kind() == SymbolKind.METHOD) == move.isMethod();
    }

    private boolean has(String type, SymbolInfo alike) {
        return alike.kind() == SymbolKind.METHOD
                ? !move.types.methods(type, alike.name()).isEmpty()
                : !move.types.fields(type, alike.name()).isEmpty();
    }

    private Set<String> types(String type) {
        return move.types.withSupertypes(type);
    }

    /// What an interface gives its members without a word has to be written elsewhere.
    private void modifiers() {
        SymbolKind from = move.types.info(move.source).map(SymbolInfo::kind).orElse(SymbolKind.CLASS);
        boolean wasInterface = from == SymbolKind.INTERFACE || from == SymbolKind.ANNOTATION;
        boolean isInterface = move.target.kind() == SymbolKind.INTERFACE || move.target.kind() == SymbolKind.ANNOTATION;
        if (!wasInterface || isInterface) {
            return;
        }
        WrittenAnnotations annotations = new WrittenAnnotations(move.graph, file);
        ModifierWords words = new ModifierWords(annotations, move.head());
        StringBuilder missing = new StringBuilder();
        for (String word : List.of("public", "static", "final")) {
            if (move.member.has(word) && !words.has(word)) {
                missing.append(word).append(' ');
            }
        }
        text.replace(new Range(words.place(), words.place()), Piece.text(missing.toString()));
    }

    /// Other line endings, another indentation; text blocks keep theirs.
    private void lines() {
        String original = file.source.text();
        String before = space.indentationBefore();
        String after = space.indentation();
        int at = whole.start();
        while (at < whole.end()) {
            int end = at;
            while (end < whole.end() && original.charAt(end) != '\n' && original.charAt(end) != '\r') {
                end++;
            }
            int next = original.startsWith("\r\n", end) ? end + 2 : end + 1;
            if (end >= whole.end()) {
                return;
            }
            if (!original.substring(end, next).equals(space.lineEnding())) {
                text.replace(new Range(end, next), Piece.text(space.lineEnding()));
            }
            boolean shifts = !before.equals(after) && original.startsWith(before, next) && !inTextBlock(next);
            boolean blank = next < original.length() && "\r\n".indexOf(original.charAt(next)) >= 0;
            if (shifts && !blank) {
                text.replace(new Range(next, next + before.length()), Piece.text(after));
            }
            at = next;
        }
    }

    private boolean inTextBlock(int offset) {
        int low = 0;
        int high = file.tokens.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (file.tokens.end(middle) <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < file.tokens.count() && file.tokens.start(low) < offset;
    }

    /// What the file that it leaves declares no more.
    Set<String> undeclares() {
        Set<String> gone = new TreeSet<>();
        declaredHere().forEach(symbol -> gone.add(symbol.symbol()));
        return gone;
    }

    /// What the file that it comes to declares; after [#piece].
    List<SymbolInfo> declares() {
        return declaredHere().stream()
                .map(symbol -> new SymbolInfo(
                        text.placed(move.after(symbol.symbol())),
                        symbol.kind(),
                        symbol.name(),
                        symbol.symbol().equals(move.member.symbol()) ? move.target.symbol() : container(symbol),
                        move.targetPath,
                        symbol.modifiers(),
                        symbol.signature(),
                        symbol.deprecated(),
                        symbol.forRemoval()))
                .toList();
    }

    private String container(SymbolInfo symbol) {
        String container = String.valueOf(symbol.container());
        return symbol.kind().isType() && container.equals(move.source) ? move.target.symbol() : move.after(container);
    }

    private List<SymbolInfo> declaredHere() {
        Set<String> defined = new TreeSet<>();
        inside().stream().filter(place -> place.has(Role.DEFINITION)).forEach(place -> defined.add(place.symbol()));
        return move.graph.declaredIn(List.of(file.path)).getOrDefault(file.path, List.of()).stream()
                .filter(symbol -> symbol.path() != null && defined.contains(symbol.symbol()))
                .toList();
    }
}
