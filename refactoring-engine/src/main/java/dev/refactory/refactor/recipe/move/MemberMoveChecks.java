package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.find.FindDeclarations;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.recipe.source.Effects;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What speaks against a static member in another type, as far as facts tell before the edit.
final class MemberMoveChecks {
    private static final Set<String> SERIALIZATION = Set.of("serialVersionUID", "serialPersistentFields");

    private final MemberMove move;
    private final SymbolInfo member;
    private final SymbolInfo target;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    MemberMoveChecks(MemberMove move) {
        this.move = move;
        this.member = move.member;
        this.target = move.target;
    }

    /// Why nothing like this can be moved at all; empty when it can.
    List<Conflict> selection() {
        String symbol = member.symbol();
        if (member.path() == null) {
            conflicts.add(new Conflict(
                    "external-symbol",
                    symbol,
                    "",
                    0,
                    symbol + " is declared outside of this repository: it cannot be moved here."));
        } else if (!move.isMethod() && member.kind() != SymbolKind.FIELD) {
            String what = member.kind().isType()
                    ? "is a type: move-type moves top-level types"
                    : "is " + article(FindDeclarations.word(member.kind())) + ", which stays in its type";
            conflicts.add(new Conflict("invalid-selection", symbol, path(), 0, symbol + " " + what + "."));
        } else if (move.heads(path()).of(symbol).isEmpty()) {
            conflicts.add(new Conflict(
                    "invalid-selection",
                    symbol,
                    path(),
                    0,
                    symbol + " is written nowhere: the compiler or a tool makes it."));
        } else if (symbol.contains(".local$")
                || move.file(move.targetPath).bodies.of(target.symbol()).isEmpty()) {
            add("invalid-selection", symbol + " cannot be moved: one of the types has no body of its own.");
        } else if (!member.has("static")) {
            add(
                    "invalid-selection",
                    symbol + " is not static: what it needs of its object would be missing in " + target.symbol()
                            + ".");
        } else if (move.head().declares().size() > 1) {
            add("invalid-selection", symbol + " is declared together with other fields: part the declarations first.");
        }
        return conflicts;
    }

    private static String article(String word) {
        return ("aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
    }

    private String path() {
        return String.valueOf(member.path());
    }

    List<Conflict> conflicts() {
        special();
        kind();
        clashes();
        captured();
        if (!move.isMethod()) {
            field();
        }
        return conflicts;
    }

    List<Finding> findings() {
        return findings;
    }

    private void special() {
        String parameters = SymbolSpelling.parameters(member.symbol()).orElse("");
        boolean starts =
                member.name().equals("main") && (parameters.equals("(java.lang.String[])") || parameters.equals("()"));
        if (member.has("native")) {
            add("native-or-main", member.symbol() + " is native: its type is part of the name its library has for it.");
        } else if (move.isMethod() && starts) {
            add(
                    "native-or-main",
                    member.symbol() + " is where a program starts: whatever runs it knows it by its type.");
        } else if (SERIALIZATION.contains(member.name())) {
            add("external-symbol", member.name() + " is read by serialization in the very class it is about.");
        }
        if (member.has("synchronized")) {
            findings.add(move.warning("it locks " + target.symbol() + ".class now, and no longer "
                    + SymbolSpelling.simpleName(move.source) + ".class as others do that are still there"));
        }
        WrittenAnnotations annotations = new WrittenAnnotations(move.graph, move.file(path()));
        for (WrittenAnnotations.Use use : annotations.all()) {
            boolean read = use.isOn(member.symbol())
                    && use.within().isEmpty()
                    && !WrittenAnnotations.READ_BY_NOBODY.contains(use.symbol());
            if (read) {
                findings.add(move.warning("whoever reads @" + use.symbol() + " may look for it in " + move.source));
            }
        }
    }

    /// What an interface and an annotation type can have.
    private void kind() {
        boolean annotation = target.kind() == SymbolKind.ANNOTATION;
        if (annotation && move.isMethod()) {
            add("invalid-selection", target.symbol() + " is an annotation type, which has no static methods.");
        }
        if (!annotation && target.kind() != SymbolKind.INTERFACE) {
            return;
        }
        String in = "In an interface, ";
        if (move.isMethod()) {
            boolean fits = member.has("public") || member.has("private");
            if (!fits) {
                add(
                        "visibility",
                        in + "a method is public or private: " + member.symbol() + " is neither. Change its"
                                + " access first (change-access).");
            }
            for (String word : List.of("synchronized", "final")) {
                if (member.has(word)) {
                    add("invalid-selection", in + "no static method is " + word + ", as " + member.symbol() + " is.");
                }
            }
        } else if (!member.has("public") || !member.has("final")) {
            add(
                    "visibility",
                    in + "a field is public and final: " + member.symbol() + " is not both. Change that first"
                            + " (change-access).");
        }
    }

    private void clashes() {
        String there = move.moved.symbol();
        boolean taken = move.isMethod()
                ? move.types.methods(target.symbol(), member.name()).stream()
                        .anyMatch(each -> each.symbol().equals(there))
                : !move.types.fields(target.symbol(), member.name()).isEmpty();
        if (taken) {
            add("name-clash", target.symbol() + " already declares " + there.substring(there.indexOf('#') + 1) + ".");
        } else if (move.isMethod()) {
            hiding();
        }
    }

    /// A method above or below with the same parameters would hide it, or be hidden.
    private void hiding() {
        String parameters = SymbolSpelling.parameters(member.symbol()).orElse("()");
        Set<String> related = new TreeSet<>(move.types.withSupertypes(target.symbol()));
        related.addAll(move.types.withSubtypes(target.symbol()));
        related.remove(target.symbol());
        for (String other : related) {
            for (SymbolInfo same : move.types.methods(other, member.name())) {
                boolean tied = !same.has("private")
                        && !same.symbol().equals(member.symbol())
                        && SymbolSpelling.parameters(same.symbol()).orElse("()").equals(parameters);
                if (tied) {
                    add(
                            "override-broken",
                            "In " + target.symbol() + ", " + member.symbol() + " would be tied to " + same.symbol()
                                    + " by hiding, which it is not now.");
                }
            }
        }
    }

    /// Simple names of something else that would be looked for in the target type, and found there.
    private void captured() {
        Set<String> others = new TreeSet<>();
        for (SymbolInfo other : move.graph.symbolsNamed(member.name())) {
            boolean alike = move.isMethod() ? other.kind() == SymbolKind.METHOD : TypeHierarchy.isField(other.kind());
            if (alike && !other.symbol().equals(member.symbol())) {
                others.add(other.symbol());
            }
        }
        move.graph.occurrencesOf(others).forEach((path, places) -> {
            FileScopes file = null;
            for (Occurrence place : places) {
                if (place.has(Role.DEFINITION) || !MemberMove.isCode(place)) {
                    continue;
                }
                file = file == null ? move.file(path) : file;
                if (file.simple(place) && !file.inCaseLabel(place) && !move.moves(path, place)) {
                    captured(file, place);
                }
            }
        });
    }

    private void captured(FileScopes file, Occurrence place) {
        String owner = SymbolSpelling.typeOf(place.symbol());
        for (TypeBodies.Body body : file.bodies.around(place.range().start())) {
            boolean gets = body.type().equals(target.symbol()) || move.inherits(body.type());
            boolean has = move.types.withSupertypes(body.type()).contains(owner);
            boolean nearer = !move.isMethod()
                    && !body.type().equals(owner)
                    && move.types.withSupertypes(target.symbol()).contains(owner);
            if (gets && (!has || nearer)) {
                conflicts.add(move.at(
                        "shadowing",
                        place.symbol(),
                        file.path,
                        place.range().start(),
                        "this " + member.name() + ", which is " + place.symbol() + ", would be looked for in "
                                + target.symbol() + ", which gets one of that name"));
                return;
            } else if (has) {
                return;
            }
        }
    }

    private void field() {
        FileScopes file = move.file(path());
        int value = value(file);
        boolean initialized = value >= 0;
        if (member.has("final") && !initialized) {
            add(
                    "still-used",
                    member.symbol() + " is given its value in a static block of " + move.source
                            + ", where it could not be written from outside.");
        }
        if (initialized && (!member.has("final") || acts(file, value))) {
            findings.add(move.warning(
                    "it gets its value when " + target.symbol() + " is initialized, no longer with " + move.source));
        }
    }

    private boolean acts(FileScopes file, int value) {
        Range range = new Range(file.tokens.start(value), move.whole().end());
        return Effects.of(file.tokens, file.all, range) == Effects.ACTS;
    }

    /// The token a field's value begins with; -1 when it is declared without one.
    private int value(FileScopes file) {
        int at = move.head().name() + 1;
        while (file.tokens.at(at).equals("[") || file.tokens.at(at).equals("]")) {
            at++;
        }
        return file.tokens.at(at).equals("=") ? at + 1 : -1;
    }

    private void add(String kind, String sentence) {
        int start = move.file(path()).tokens.start(move.head().name());
        conflicts.add(new Conflict(
                kind, member.symbol(), path(), move.file(path()).source.lineOf(start), sentence));
    }
}
