package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Break;
import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Node.Sign;
import dev.refactory.index.dependency.gradle.Node.Text;
import dev.refactory.index.dependency.gradle.Node.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One statement of a script: `a.b(args).c { block } rest` or `a.b = rest`.
///
/// @param links the names before the rest, with their arguments and blocks
/// @param form what stands between the links and the rest
/// @param rest arguments without brackets, or the value that is assigned
record Statement(List<Link> links, Form form, List<Node> rest, int line) {
    private static final Set<Character> CONTINUES = Set.of(',', '=', '+', '.', ':', '?', '&', '|', '-');

    enum Form {
        CALL,
        SET,
        ADD
    }

    /// One name of a chain.
    ///
    /// @param arguments in brackets; null when there are none
    /// @param index in square brackets; null when there is none
    /// @param block null when there is none
    record Link(
            String name,
            @Nullable Group arguments,
            @Nullable Group index,
            @Nullable Group block) {}

    /// How many pieces it is made of.
    int weight() {
        int weight = 1;
        for (Link link : links) {
            weight += weight(link.arguments()) + weight(link.index()) + weight(link.block());
        }
        for (Node node : rest) {
            weight += node.weight();
        }
        return weight;
    }

    private static int weight(@Nullable Group group) {
        return group == null ? 1 : group.weight();
    }

    /// The name of the first link; empty when it begins with something else.
    String head() {
        return links.isEmpty() ? "" : links.getFirst().name();
    }

    /// The names of all links, with dots.
    String path() {
        return String.join(".", links.stream().map(Link::name).toList());
    }

    /// The last block of the statement; null when it has none.
    @Nullable
    Group block() {
        if (!rest.isEmpty() && rest.getLast() instanceof Group group && group.opens('{')) {
            return group;
        }
        return links.isEmpty() ? null : links.getLast().block();
    }

    /// What the last link is given, in brackets or without; without its block.
    List<Node> arguments() {
        Group inBrackets = links.isEmpty() ? null : links.getLast().arguments();
        if (inBrackets != null) {
            return inBrackets.nodes();
        }
        return !rest.isEmpty() && rest.getLast().opens('{') ? rest.subList(0, rest.size() - 1) : rest;
    }

    /// The statement without its first link.
    Statement tail() {
        return new Statement(links.subList(1, links.size()), form, rest, line);
    }

    static List<Statement> of(List<Node> block) {
        List<Node> nodes = withoutParameters(block);
        List<Statement> statements = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= nodes.size(); i++) {
            if (i < nodes.size() && !(nodes.get(i) instanceof Break && ends(nodes, start, i))) {
                continue;
            }
            List<Node> part = nodes.subList(start, i).stream()
                    .filter(node -> !(node instanceof Break))
                    .toList();
            if (!part.isEmpty()) {
                statements.add(parse(part));
            }
            start = i + 1;
        }
        return statements;
    }

    /// A block without the names of its parameters: `{ project -> … }`.
    private static List<Node> withoutParameters(List<Node> nodes) {
        for (int i = 0; i + 1 < nodes.size() && i < 10; i++) {
            if (nodes.get(i).is('-') && nodes.get(i + 1).is('>')) {
                return nodes.subList(i + 2, nodes.size());
            }
            boolean name = nodes.get(i) instanceof Word
                    || nodes.get(i).is(',')
                    || nodes.get(i).is(':');
            if (!name && !nodes.get(i).opens('(')) {
                break;
            }
        }
        return nodes;
    }

    private static boolean ends(List<Node> nodes, int start, int at) {
        Node before = at > start ? nodes.get(at - 1) : null;
        Node after = at + 1 < nodes.size() ? nodes.get(at + 1) : null;
        boolean open = before instanceof Sign sign && CONTINUES.contains(sign.sign());
        boolean goesOn = after != null && (after.is('.') || after.is('?'));
        return !open && !goesOn;
    }

    /// The arguments between commas.
    static List<List<Node>> split(List<Node> nodes) {
        List<List<Node>> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= nodes.size(); i++) {
            if (i == nodes.size() || nodes.get(i).is(',')) {
                if (i > start) {
                    parts.add(nodes.subList(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }

    static Statement parse(List<Node> nodes) {
        return parse(nodes, false);
    }

    /// An expression: what follows a name in square brackets is its index.
    static Statement value(List<Node> nodes) {
        return parse(nodes, true);
    }

    private static Statement parse(List<Node> nodes, boolean value) {
        List<Link> links = new ArrayList<>();
        int at = 0;
        while (at < nodes.size()) {
            String name = name(nodes, at);
            if (name == null) {
                break;
            }
            at = skipTypes(nodes, at + 1);
            Group arguments = null;
            Group index = null;
            Group block = null;
            if (at < nodes.size() && nodes.get(at) instanceof Group group && group.opens('(')) {
                arguments = group;
                at++;
            }
            if (at < nodes.size()
                    && nodes.get(at) instanceof Group group
                    && group.opens('[')
                    && (value || indexes(nodes, at))) {
                index = group;
                at++;
            }
            if (at < nodes.size() && nodes.get(at) instanceof Group group && group.opens('{')) {
                block = group;
                at++;
            }
            links.add(new Link(name, arguments, index, block));
            if (at + 1 < nodes.size()
                    && nodes.get(at).is('?')
                    && nodes.get(at + 1).is('.')) {
                at++;
            }
            if (at + 1 < nodes.size() && nodes.get(at).is('.') && nodes.get(at + 1) instanceof Word) {
                at++;
            } else {
                break;
            }
        }
        int line = nodes.getFirst().line();
        List<Node> rest = nodes.subList(at, nodes.size());
        if (!rest.isEmpty()
                && rest.getFirst().is('=')
                && !(rest.size() > 1 && rest.get(1).is('='))) {
            return new Statement(links, Form.SET, rest.subList(1, rest.size()), line);
        }
        if (rest.size() > 1 && rest.getFirst().is('+') && rest.get(1).is('=')) {
            return new Statement(links, Form.ADD, rest.subList(2, rest.size()), line);
        }
        return new Statement(links, Form.CALL, rest, line);
    }

    /// A word, or a string that is called as one is: `"implementation"("…")`.
    private static @Nullable String name(List<Node> nodes, int at) {
        if (nodes.get(at) instanceof Word(String text, int _)) {
            return text;
        }
        boolean called = at + 1 < nodes.size() && nodes.get(at + 1).opens('(');
        if (called && nodes.get(at) instanceof Text(List<Node.Piece> pieces, int _)) {
            return pieces.size() == 1 && pieces.getFirst() instanceof Node.Piece.Literal(String text) ? text : null;
        }
        return null;
    }

    /// `x['y']` is an index; `include ['y']` would be an argument, which nobody writes after a closing bracket.
    private static boolean indexes(List<Node> nodes, int at) {
        boolean more = at + 1 < nodes.size();
        return more
                        && (nodes.get(at + 1).is('=')
                                || nodes.get(at + 1).is('.')
                                || nodes.get(at + 1).is('+'))
                || nodes.get(at - 1).is("extra")
                || nodes.get(at - 1).is("ext")
                || nodes.get(at - 1).is("sourceSets")
                || nodes.get(at - 1).is("versions")
                || nodes.get(at - 1).is("libs");
    }

    /// Kotlin's type arguments: `withType<JavaCompile>()`.
    private static int skipTypes(List<Node> nodes, int at) {
        if (at >= nodes.size() || !nodes.get(at).is('<')) {
            return at;
        }
        for (int i = at + 1; i < nodes.size() && i < at + 12; i++) {
            if (nodes.get(i).is('>')) {
                boolean called = i + 1 < nodes.size() && nodes.get(i + 1) instanceof Group;
                return called ? i + 1 : at;
            }
            if (nodes.get(i) instanceof Group) {
                return at;
            }
        }
        return at;
    }
}
