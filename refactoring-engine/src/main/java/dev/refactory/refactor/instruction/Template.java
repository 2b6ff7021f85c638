package dev.refactory.refactor.instruction;

import dev.refactory.refactor.instruction.Words.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// A phrase's template, ready to be held against words. Grammar in
/// [dev.refactory.refactor.recipe.Recipe.Phrase].
final class Template {
    /// What holds a sentence together or points at something said elsewhere: a name only in
    /// quotation marks.
    private static final Set<String> NO_NAMES =
            Set.of(("to of in as into from on a an the it its this that these those all every any not and or with"
                            + " class classes interface interfaces enum enums record records annotation annotations"
                            + " type types method methods function functions field fields constant constants"
                            + " package packages api apis deprecated usages uses things members symbols code"
                            + " component components property properties attribute attributes accessor accessors")
                    .split(" "));

    private final List<Node> nodes;

    private Template(List<Node> nodes) {
        this.nodes = nodes;
    }

    /// A part of a template.
    sealed interface Node {
        record Literal(String word) implements Node {}

        record Choice(List<List<Node>> branches) implements Node {}

        /// @param signature takes only what ends in a parameter list
        record Capture(String name, boolean signature) implements Node {}
    }

    static Template of(String text) {
        Parser parser = new Parser(text);
        List<Node> nodes = parser.sequence();
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("Unbalanced at " + parser.at + ": " + text);
        }
        return new Template(nodes);
    }

    List<Node> nodes() {
        return nodes;
    }

    /// Every way these words, all of them, are what the template says: what was captured.
    Set<Map<String, String>> match(List<Word> words) {
        Set<Map<String, String>> found = new LinkedHashSet<>();
        match(nodes, 0, words, 0, Map.of(), (end, captured) -> {
            if (end == words.size()) {
                found.add(captured);
            }
        });
        return found;
    }

    /// The words it is made of, captures left out.
    Set<String> literals() {
        Set<String> words = new LinkedHashSet<>();
        collect(nodes, words);
        return words;
    }

    private static void collect(List<Node> nodes, Set<String> words) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Literal literal -> words.add(literal.word());
                case Node.Choice choice -> choice.branches().forEach(branch -> collect(branch, words));
                case Node.Capture capture -> {}
            }
        }
    }

    private static void match(
            List<Node> nodes,
            int node,
            List<Word> words,
            int at,
            Map<String, String> captured,
            BiConsumer<Integer, Map<String, String>> then) {
        if (node == nodes.size()) {
            then.accept(at, captured);
            return;
        }
        switch (nodes.get(node)) {
            case Node.Literal literal -> {
                if (at < words.size() && words.get(at).is(literal.word())) {
                    match(nodes, node + 1, words, at + 1, captured, then);
                }
            }
            case Node.Capture capture -> {
                if (at < words.size() && capturable(words.get(at), capture.signature())) {
                    Map<String, String> more = new LinkedHashMap<>(captured);
                    more.put(capture.name(), words.get(at).text());
                    match(nodes, node + 1, words, at + 1, more, then);
                }
            }
            case Node.Choice choice -> {
                for (List<Node> branch : choice.branches()) {
                    match(
                            branch,
                            0,
                            words,
                            at,
                            captured,
                            (end, more) -> match(nodes, node + 1, words, end, more, then));
                }
            }
        }
    }

    private static boolean capturable(Word word, boolean signature) {
        if (signature && !word.text().endsWith(")")) {
            return false;
        }
        return word.quoted() ? !word.text().isEmpty() : !NO_NAMES.contains(word.text());
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Node> sequence() {
            List<Node> nodes = new ArrayList<>();
            while (at < text.length() && "|)]".indexOf(text.charAt(at)) < 0) {
                char c = text.charAt(at);
                if (c == ' ') {
                    at++;
                } else if (c == '(' || c == '[') {
                    nodes.add(choice(c == '[' ? ']' : ')'));
                } else if (c == '{') {
                    int close = text.indexOf('}', at);
                    String name = text.substring(at + 1, close);
                    nodes.add(new Node.Capture(name.replace("()", ""), name.endsWith("()")));
                    at = close + 1;
                } else {
                    int end = at;
                    while (end < text.length() && " |()[]{}".indexOf(text.charAt(end)) < 0) {
                        end++;
                    }
                    nodes.add(new Node.Literal(text.substring(at, end)));
                    at = end;
                }
            }
            return List.copyOf(nodes);
        }

        private Node choice(char close) {
            List<List<Node>> branches = new ArrayList<>();
            do {
                at++;
                branches.add(sequence());
            } while (at < text.length() && text.charAt(at) == '|');
            if (at >= text.length() || text.charAt(at) != close) {
                throw new IllegalArgumentException("Unbalanced at " + at + ": " + text);
            }
            at++;
            if (close == ']') {
                branches.add(List.of());
            }
            return new Node.Choice(List.copyOf(branches));
        }
    }
}
