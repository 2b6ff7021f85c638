package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A type as a user writes it, for example `java.util.List<? extends Foo>[]`, every name of it known.
///
/// @param words in order: punctuation, keywords and primitive types as they stand, types by their
///     qualified names
/// @param erasure as method spellings have it: no type arguments, `...` as an array
record TypeText(List<Word> words, String erasure) {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");
    private static final Set<String> PUNCTUATION = Set.of("<", ">", ",", "?", "extends", "super", "[", "]", ".", "...");

    /// @param symbol the type it names; empty for anything else
    record Word(String text, String symbol) {}

    /// Why a text is no type.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /// @param where a type of the repository: names without a package are looked up from there
    /// @throws Malformed with a sentence that says what is wrong, and what to write instead
    static TypeText parse(String text, GraphView graph, TypeHierarchy types, String where) throws Malformed {
        JavaTokens tokens = JavaTokens.of(text);
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < tokens.count()) {
            String token = tokens.at(at);
            if (PRIMITIVES.contains(token) || PUNCTUATION.contains(token) && !token.equals(".")) {
                words.add(new Word(token, ""));
                at++;
            } else if (JavaNames.fault(token).isEmpty()) {
                StringBuilder name = new StringBuilder(token);
                while (tokens.at(at + 1).equals(".")
                        && JavaNames.fault(tokens.at(at + 2)).isEmpty()) {
                    name.append('.').append(tokens.at(at + 2));
                    at += 2;
                }
                words.add(named(name.toString(), graph, types, where));
                at++;
            } else if (token.equals(".")
                    && tokens.at(at + 1).equals(".")
                    && tokens.at(at + 2).equals(".")) {
                words.add(new Word("...", ""));
                at += 3;
            } else {
                throw new Malformed("\"" + text + "\" is not a type this understands, because of \"" + token + "\"");
            }
        }
        return new TypeText(words, erasure(text, words));
    }

    private static Word named(String name, GraphView graph, TypeHierarchy types, String where) throws Malformed {
        if (name.indexOf('.') >= 0) {
            String first = name.substring(0, name.indexOf('.'));
            Optional<String> outer = visible(first, graph, types, where);
            return new Word(
                    name,
                    outer.map(type -> type + name.substring(first.length())).orElse(name));
        }
        return new Word(
                name,
                visible(name, graph, types, where)
                        .orElseThrow(() -> new Malformed(
                                "Which type \"" + name + "\" is cannot be told: write it with its package")));
    }

    /// A type that goes by its simple name in the type `where`: one inside of it or around it, of its
    /// package, or of `java.lang`.
    private static Optional<String> visible(String name, GraphView graph, TypeHierarchy types, String where) {
        String scope = where;
        while (!scope.isEmpty()) {
            boolean itself = SymbolSpelling.simpleName(scope).equals(name);
            String candidate = itself ? scope : scope + "." + name;
            if (graph.symbol(candidate)
                    .map(SymbolInfo::kind)
                    .filter(kind -> kind.isType())
                    .isPresent()) {
                return Optional.of(candidate);
            }
            int dot = scope.lastIndexOf('.');
            scope = dot < 0 ? "" : scope.substring(0, dot);
        }
        boolean unnamed = types.packageOf(where).isEmpty()
                && graph.symbol(name).filter(info -> info.kind().isType()).isPresent();
        if (unnamed) {
            return Optional.of(name);
        }
        return JavaLang.has(name) ? Optional.of(JavaLang.PACKAGE + "." + name) : Optional.empty();
    }

    private static String erasure(String text, List<Word> words) throws Malformed {
        StringBuilder erased = new StringBuilder();
        int depth = 0;
        int names = 0;
        for (Word word : words) {
            switch (word.text()) {
                case "<" -> depth++;
                case ">" -> depth--;
                case "[", "]" -> erased.append(depth == 0 ? word.text() : "");
                case "..." -> erased.append("[]");
                default -> {
                    if (depth == 0) {
                        erased.append(word.symbol().isEmpty() ? word.text() : word.symbol());
                        names++;
                    }
                }
            }
            if (depth < 0) {
                break;
            }
        }
        String erasure = erased.toString();
        boolean varargsInside = words.stream().anyMatch(word -> word.text().equals("..."))
                && !words.getLast().text().equals("...");
        if (depth != 0
                || names != 1
                || varargsInside
                || !erasure.replace("[]", "").equals(erasure.split("\\[", 2)[0])) {
            throw new Malformed("\"" + text + "\" is not a type");
        }
        return erasure;
    }

    boolean varargs() {
        return words.getLast().text().equals("...");
    }

    /// As headers for people write it: simple names, and a wildcard that takes anything without saying so.
    String shown() {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < words.size(); at++) {
            Word word = words.get(at);
            if (word.text().equals("extends") && anything(at + 1)) {
                at++;
                continue;
            }
            shown.append(
                    word.symbol().isEmpty()
                            ? spaced(word.text())
                            : word.text().substring(word.text().lastIndexOf('.') + 1));
        }
        return shown.toString();
    }

    /// Whether a bound is `Object` itself.
    private boolean anything(int bound) {
        return bound + 1 < words.size()
                && words.get(bound).symbol().equals(JavaLang.PACKAGE + ".Object")
                && Set.of(",", ">").contains(words.get(bound + 1).text());
    }

    static String spaced(String punctuation) {
        return switch (punctuation) {
            case "," -> ", ";
            case "extends", "super" -> " " + punctuation + " ";
            default -> punctuation;
        };
    }
}
