package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Word;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.List;
import java.util.Set;

/// Follows the statements of a script that give names to values.
final class VariableBlock {
    private static final int MOST_ENTRIES = 1_000;
    private static final Set<String> SELF = Set.of("ext", "extra");

    private final ScriptRun run;

    VariableBlock(ScriptRun run) {
        this.run = run;
    }

    /// `def x = …`, `val x by extra(…)`.
    void declare(Statement statement) {
        List<Node> rest = statement.rest();
        for (int i = 0; i < rest.size(); i++) {
            boolean value = rest.get(i).is('=') && i > 0;
            boolean delegated = i + 2 < rest.size()
                    && i > 0
                    && rest.get(i).is("by")
                    && rest.get(i + 1).is("extra");
            if (value || delegated) {
                List<Node> expression = rest.subList(i + (delegated ? 2 : 1), rest.size());
                if (rest.get(name(rest, i)) instanceof Word(String name, int _)) {
                    Value known = run.expressions.value(expression);
                    run.scope.set(name, known);
                    if (delegated) {
                        run.project.properties.set(name, known);
                    }
                }
                return;
            }
        }
        if (statement.form() == Form.SET && !rest.isEmpty() && statement.links().size() == 1) {
            run.scope.set(statement.head(), run.expressions.value(rest));
        }
    }

    /// `x: String = …` has its name before the colon.
    private static int name(List<Node> rest, int end) {
        for (int i = 1; i < end; i++) {
            if (rest.get(i).is(':')) {
                return i - 1;
            }
        }
        return end - 1;
    }

    void extra(Statement statement) {
        Link first = statement.links().getFirst();
        if (first.index() != null) {
            set(run.project.properties, run.expressions.text(first.index().nodes()), statement);
            return;
        }
        if (statement.links().size() == 1) {
            ScriptRun.inside(statement.block(), nodes -> {
                for (Statement inner : Statement.of(nodes)) {
                    property(inner);
                }
            });
            return;
        }
        property(statement.tail());
    }

    private void property(Statement statement) {
        if (statement.head().equals("set")) {
            List<List<Node>> parts = Statement.split(statement.arguments());
            if (parts.size() == 2) {
                run.project.properties.set(
                        run.expressions.text(parts.getFirst()), run.expressions.value(parts.getLast()));
            }
        } else if (ScriptRun.DECLARES.contains(statement.head())) {
            declare(statement);
        } else if (statement.form() != Form.CALL) {
            set(run.project.properties, statement.path(), statement);
        }
    }

    void assign(Statement statement) {
        if (statement.links().size() > 1 && new LevelBlock(run).level(statement)) {
            return;
        }
        Scope where = run.scope.has(statement.head()) ? run.scope : run.project.properties;
        set(where, statement.path(), statement);
    }

    private void set(Scope where, String path, Statement statement) {
        Value value = run.expressions.value(statement.rest());
        Link last = statement.links().isEmpty() ? null : statement.links().getLast();
        if (last != null && last.index() != null && !SELF.contains(last.name())) {
            entry(where, last.name(), run.expressions.text(last.index().nodes()), value);
            return;
        }
        if (statement.form() == Form.ADD) {
            value = Expressions.sum(run.scope.get(path), value);
        }
        String[] names = path.split("\\.");
        if (names.length == 1) {
            where.set(path, value);
        } else if (names.length == 2) {
            entry(where, names[0], names[1], value);
        }
    }

    private void entry(Scope where, String name, String key, Value value) {
        if (run.scope.get(name) instanceof Value.Table table && table.entries().size() < MOST_ENTRIES) {
            Value.Table changed = new Value.Table(table.entries());
            changed.entries().put(key, value);
            where.set(name, changed);
        }
    }
}
