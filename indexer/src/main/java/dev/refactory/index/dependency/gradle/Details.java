package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the block behind one dependency says of it.
///
/// @param version empty when the block names none
record Details(String version, boolean strict, List<String> exclusions, boolean transitive) {
    private static final Set<String> VERSIONS = Set.of("strictly", "require", "prefer");

    static Details of(@Nullable Group block, Expressions expressions) {
        Reading reading = new Reading(expressions);
        if (block != null) {
            reading.read(block.nodes());
        }
        return new Details(reading.version, reading.strict, List.copyOf(reading.exclusions), reading.transitive);
    }

    /// `group: 'a', module: 'b'`, as `a:b` with `*` for what is not named.
    static String exclusion(List<Node> arguments, Expressions expressions) {
        List<Node> plain =
                arguments.size() == 1 && arguments.getFirst() instanceof Group list ? list.nodes() : arguments;
        List<List<Node>> parts = Statement.split(plain);
        Map<String, Value> named = expressions.entries(parts);
        boolean placed = named.isEmpty() && !parts.isEmpty();
        String group = placed ? expressions.text(parts.getFirst()) : text(named, "group");
        String module = placed && parts.size() > 1 ? expressions.text(parts.get(1)) : text(named, "module");
        return (group.isEmpty() ? "*" : group) + ":" + (module.isEmpty() ? "*" : module);
    }

    private static String text(Map<String, Value> entries, String name) {
        return entries.get(name) instanceof Value.Text(String text) ? text : "";
    }

    private static final class Reading {
        private final Expressions expressions;
        private final List<String> exclusions = new ArrayList<>();
        private String version = "";
        private boolean strict;
        private boolean transitive = true;

        Reading(Expressions expressions) {
            this.expressions = expressions;
        }

        void read(List<Node> nodes) {
            for (Statement statement : Statement.of(nodes)) {
                String head = statement.head();
                String text = expressions.text(statement.arguments());
                if (head.equals("exclude")) {
                    String exclusion = exclusion(statement.arguments(), expressions);
                    if (!exclusion.equals("*:*")) {
                        exclusions.add(exclusion);
                    }
                } else if (VERSIONS.contains(head) && !text.isEmpty() && !Versions.dynamic(text)) {
                    version = text;
                    strict |= head.equals("strictly");
                } else if (head.equals("version")) {
                    ScriptRun.inside(statement.block(), this::read);
                } else if (head.equals("transitive") || head.equals("isTransitive")) {
                    transitive = !statement.rest().stream().allMatch(node -> node.is("false"));
                }
            }
        }
    }
}
