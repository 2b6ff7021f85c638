package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Node.Piece;
import dev.refactory.index.dependency.gradle.Node.Sign;
import dev.refactory.index.dependency.gradle.Node.Text;
import dev.refactory.index.dependency.gradle.Node.Word;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Works out what is written literally: strings with variables in them, sums, lists, maps, the accessors of
/// version catalogs, and the few functions whose answer follows from their arguments.
final class Expressions {
    /// Longer strings are not followed: nothing that names a version or a place is that long.
    static final int LONGEST = 4_096;

    private static final int MOST_VALUES = 1_000;
    private static final int MOST_DEPTH = 16;
    /// Names of the thing at hand: what follows them counts.
    private static final Set<String> SELF = Set.of("rootProject", "project", "ext", "extra", "this", "properties");
    /// Answer with what they are asked on, in another type.
    private static final Set<String> SAME = Set.of(
            "get",
            "toString",
            "trim",
            "toInteger",
            "toInt",
            "asProvider",
            "getOrElse",
            "orNull",
            "orElse",
            "toBigDecimal",
            "majorVersion",
            "asFile",
            "absolutePath",
            "path",
            "toDouble",
            "asString");
    private static final Set<String> LISTS = Set.of("listOf", "setOf", "arrayOf", "files", "mutableListOf", "asList");
    /// Answer with the text that they are given.
    private static final Set<String> WRAPPERS =
            Set.of("file", "of", "toVersion", "valueOf", "uri", "String", "File", "parseInt", "layout");
    private static final Set<String> PROPERTIES =
            Set.of("property", "findProperty", "gradleProperty", "getProperty", "systemProperty");

    private final Scope scope;
    private final Catalogs catalogs;
    private final boolean kotlin;

    Expressions(Scope scope, Catalogs catalogs, boolean kotlin) {
        this.scope = scope;
        this.catalogs = catalogs;
        this.kotlin = kotlin;
    }

    Value value(List<Node> nodes) {
        return value(nodes, 0);
    }

    /// The text of an expression; empty when it is not known.
    String text(List<Node> nodes) {
        return value(nodes) instanceof Value.Text(String text) ? text : "";
    }

    private Value value(List<Node> given, int depth) {
        List<Node> nodes = withoutCast(given);
        if (nodes.isEmpty() || depth > MOST_DEPTH) {
            return Value.UNKNOWN;
        }
        for (int i = 0; i + 1 < nodes.size(); i++) {
            if (nodes.get(i).is('?') && nodes.get(i + 1).is(':')) {
                Value first = value(nodes.subList(0, i), depth + 1);
                return first instanceof Value.Unknown ? value(nodes.subList(i + 2, nodes.size()), depth + 1) : first;
            }
            if (nodes.get(i).is('?') && !nodes.get(i + 1).is('.')) {
                return Value.UNKNOWN;
            }
        }
        for (int i = nodes.size() - 2; i > 0; i--) {
            if (nodes.get(i).is('+')) {
                return sum(value(nodes.subList(0, i), depth + 1), value(nodes.subList(i + 1, nodes.size()), depth + 1));
            }
        }
        Node first = nodes.getFirst();
        if (nodes.size() == 1 && first instanceof Text(List<Piece> pieces, int _)) {
            return interpolated(pieces, depth);
        }
        if (nodes.size() == 1 && first instanceof Group(char kind, List<Node> inner, int _, int _)) {
            return kind == '[' ? listed(inner, depth) : kind == '(' ? value(inner, depth + 1) : Value.UNKNOWN;
        }
        if (first instanceof Text(List<Piece> pieces, int _) && conversions(nodes.subList(1, nodes.size()))) {
            return interpolated(pieces, depth);
        }
        if (first.is('*')) {
            return value(nodes.subList(1, nodes.size()), depth + 1);
        }
        if (first.is("new")) {
            return value(nodes.subList(1, nodes.size()), depth + 1);
        }
        Statement statement = Statement.value(nodes);
        return statement.form() == Form.CALL
                        && statement.rest().isEmpty()
                        && !statement.links().isEmpty()
                ? chain(statement.links(), depth)
                : Value.UNKNOWN;
    }

    /// `"…".toString()` and the like.
    private static boolean conversions(List<Node> nodes) {
        return nodes.size() == 3
                && nodes.getFirst().is('.')
                && nodes.get(1) instanceof Word(String name, int _)
                && SAME.contains(name);
    }

    private static List<Node> withoutCast(List<Node> nodes) {
        int as = -1;
        for (int i = 1; i < nodes.size() && as < 0; i++) {
            as = nodes.get(i).is("as") ? i : -1;
        }
        List<Node> plain = as < 0 ? nodes : nodes.subList(0, as);
        boolean asserted = plain.size() > 2 && plain.getLast().is('!');
        return asserted ? plain.subList(0, plain.size() - 2) : plain;
    }

    /// Two texts as one, two lists, or two maps; unknown for other things.
    static Value sum(Value left, Value right) {
        return switch (left) {
            case Value.Text(String text) ->
                right instanceof Value.Text(String more) ? Value.text(text + more) : Value.UNKNOWN;
            case Value.Many(List<Value> values) -> {
                List<Value> all = new ArrayList<>(values);
                if (right instanceof Value.Many(List<Value> more)) {
                    all.addAll(more);
                } else {
                    all.add(right);
                }
                yield all.size() > MOST_VALUES ? Value.UNKNOWN : new Value.Many(all);
            }
            case Value.Table(Map<String, Value> entries) -> {
                Value.Table all = new Value.Table(entries);
                if (!(right instanceof Value.Table(Map<String, Value> more))
                        || entries.size() + more.size() > MOST_VALUES) {
                    yield Value.UNKNOWN;
                }
                all.entries().putAll(more);
                yield all;
            }
            case Value.Unknown _ -> Value.UNKNOWN;
        };
    }

    private Value interpolated(List<Piece> pieces, int depth) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Literal(String literal) -> text.append(literal);
                case Piece.Code(String source) -> {
                    Value value = value(ScriptReader.read(source, kotlin).nodes(), depth + 1);
                    if (!(value instanceof Value.Text(String inner))) {
                        return Value.UNKNOWN;
                    }
                    text.append(inner);
                }
            }
            if (text.length() > LONGEST) {
                return Value.UNKNOWN;
            }
        }
        return Value.text(text.toString());
    }

    private Value listed(List<Node> inner, int depth) {
        List<List<Node>> parts = Statement.split(inner);
        if (parts.size() > MOST_VALUES) {
            return Value.UNKNOWN;
        }
        if (inner.size() == 1 && inner.getFirst().is(':')) {
            return new Value.Table(Map.of());
        }
        if (!parts.isEmpty()
                && parts.getFirst().size() > 1
                && parts.getFirst().get(1).is(':')) {
            return new Value.Table(entries(parts, depth));
        }
        return new Value.Many(parts.stream().map(part -> value(part, depth + 1)).toList());
    }

    /// `a: 'x', b: 'y'`.
    Map<String, Value> entries(List<List<Node>> parts) {
        return entries(parts, 0);
    }

    private Map<String, Value> entries(List<List<Node>> parts, int depth) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (List<Node> part : parts) {
            boolean named = part.size() > 2
                    && (part.get(1).is(':')
                            || part.get(1).is('=')
                            || part.get(1).is("to"));
            String key = switch (part.getFirst()) {
                case Word(String word, int _) -> word;
                case Text text -> value(List.of(text), depth + 1) instanceof Value.Text(String literal) ? literal : "";
                case Sign _, Group _, Node.Break _ -> "";
            };
            if (named && !key.isEmpty()) {
                entries.put(key, value(part.subList(2, part.size()), depth + 1));
            }
        }
        return entries;
    }

    private Value chain(List<Link> links, int depth) {
        int at = 0;
        boolean root = false;
        while (at < links.size() - 1 && SELF.contains(links.get(at).name()) && plain(links.get(at))) {
            root |= links.get(at).name().equals("rootProject");
            at++;
        }
        Link first = links.get(at);
        if (root && first.name().equals("projectDir")) {
            return scope.get("rootDir");
        }
        if (root && first.name().equals("file")) {
            return sum(sum(scope.get("rootDir"), Value.text("/")), function(first, depth));
        }
        if (first.index() != null && SELF.contains(first.name())) {
            return after(scope.get(text(first.index().nodes())), links, at + 1, depth);
        }
        if (catalogs.has(first.name()) && plain(first) && !scope.has(first.name())) {
            return catalogs.value(first.name(), links.subList(at + 1, links.size()), this);
        }
        if (first.arguments() != null) {
            return after(function(first, depth), links, at + 1, depth);
        }
        if (first.name().matches("\\d[\\d._]*")) {
            return Value.text(first.name().replace("_", ""));
        }
        if (links.getLast().name().startsWith("VERSION_")) {
            return Value.text(
                    links.getLast().name().substring("VERSION_".length()).replace('_', '.'));
        }
        if (links.getLast().name().equals("BOM_COORDINATES")) {
            return scope.get("BOM_COORDINATES");
        }
        if (at + 1 < links.size() && Character.isUpperCase(first.name().charAt(0)) && !scope.has(first.name())
                || List.of("providers", "JavaVersion", "layout", "gradle", "settings", "java")
                        .contains(first.name())) {
            return chain(
                    links.subList(Math.min(at + 1, links.size() - 1), links.size()), depth + 1, links.size() - at > 1);
        }
        return after(scope.get(first.name()), links, at + 1, depth);
    }

    /// Without a class or container in front of a function: `JavaLanguageVersion.of(17)`.
    private Value chain(List<Link> links, int depth, boolean shorter) {
        return shorter && depth < MOST_DEPTH ? chain(links, depth) : Value.UNKNOWN;
    }

    private static boolean plain(Link link) {
        return link.arguments() == null && link.index() == null && link.block() == null;
    }

    private Value after(Value start, List<Link> links, int from, int depth) {
        Value value = start;
        for (Link link : links.subList(from, links.size())) {
            if (SAME.contains(link.name())) {
                continue;
            }
            if (!(value instanceof Value.Table(Map<String, Value> entries)) || link.arguments() != null) {
                return Value.UNKNOWN;
            }
            value = entries.getOrDefault(link.name(), Value.UNKNOWN);
        }
        Link last = links.getLast();
        if (last.index() != null && value instanceof Value.Table(Map<String, Value> entries)) {
            Value key = value(last.index().nodes(), depth + 1);
            return key instanceof Value.Text(String text) ? entries.getOrDefault(text, Value.UNKNOWN) : Value.UNKNOWN;
        }
        return value;
    }

    private Value function(Link link, int depth) {
        Group arguments = link.arguments();
        if (arguments == null) {
            return Value.UNKNOWN;
        }
        List<List<Node>> parts = Statement.split(arguments.nodes());
        if (LISTS.contains(link.name())) {
            return listed(arguments.nodes(), depth);
        }
        if (link.name().equals("mapOf") || link.name().equals("mutableMapOf")) {
            return new Value.Table(entries(parts, depth));
        }
        if (PROPERTIES.contains(link.name()) && parts.size() == 1) {
            return value(parts.getFirst(), depth + 1) instanceof Value.Text(String name)
                    ? scope.get(name)
                    : Value.UNKNOWN;
        }
        if (WRAPPERS.contains(link.name()) && !parts.isEmpty()) {
            // The last one: `new File(rootDir, 'x')`.
            Value last = value(parts.getLast(), depth + 1);
            Value first = parts.size() == 2 ? value(parts.getFirst(), depth + 1) : Value.UNKNOWN;
            boolean below = first instanceof Value.Text(String directory) && directory.startsWith("/");
            return below ? sum(sum(first, Value.text("/")), last) : last;
        }
        return Value.UNKNOWN;
    }
}
