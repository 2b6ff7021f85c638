package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.List;

/// Finds the Java language levels in `java { }`, `tasks…`, `compileJava { }` and the like.
final class LevelBlock {
    private final ScriptRun run;

    LevelBlock(ScriptRun run) {
        this.run = run;
    }

    void follow(Statement statement) {
        boolean makes =
                statement.path().contains(".register") || statement.path().contains(".create");
        if (!makes) {
            follow(statement, true, true);
        }
    }

    /// A setting outside any block: `java.sourceCompatibility = 17`.
    /// @return whether it was one
    boolean level(Statement statement) {
        return level(statement, statement.path(), true, true);
    }

    private void follow(Statement statement, boolean main, boolean test) {
        boolean forMain = main && !names(statement, "compileTestJava");
        boolean forTest = test && !names(statement, "compileJava");
        if (level(statement, statement.path(), forMain, forTest)) {
            return;
        }
        for (Link link : statement.links()) {
            if (link.block() != null) {
                inner(link.block(), forMain, forTest);
            }
        }
        for (Node node : statement.rest()) {
            if (node instanceof Group group && group.opens('{')) {
                inner(group, forMain, forTest);
            }
        }
    }

    private void inner(Group block, boolean main, boolean test) {
        Statement.of(block.nodes()).forEach(inner -> follow(inner, main, test));
    }

    private boolean level(Statement statement, String path, boolean main, boolean test) {
        String setting =
                path.endsWith(".set") || path.endsWith(".convention") ? path.substring(0, path.lastIndexOf('.')) : path;
        String name = setting.substring(setting.lastIndexOf('.') + 1);
        List<Node> value = statement.form() == Form.CALL ? statement.arguments() : statement.rest();
        if (name.equals("compilerArgs")
                || setting.endsWith("compilerArgs.addAll")
                || setting.endsWith("compilerArgs.add")) {
            return compilerArguments(value, main, test);
        }
        boolean release = name.equals("release") && !setting.equals("java.release");
        boolean other =
                name.equals("sourceCompatibility") || name.equals("languageVersion") || name.equals("jvmToolchain");
        if (!(release || other) || value.isEmpty()) {
            return false;
        }
        String text = run.expressions.text(value);
        if (text.isEmpty() || !run.project.levels.set(name, text, main, test)) {
            run.build.problem(run.place(statement.line()), "the Java level is not literal");
        }
        return true;
    }

    private boolean compilerArguments(List<Node> value, boolean main, boolean test) {
        List<String> arguments = run.expressions.value(value).texts();
        if (arguments.isEmpty()) {
            arguments = Statement.split(value).stream()
                    .flatMap(part -> run.expressions.value(part).texts().stream())
                    .toList();
        }
        int at = arguments.indexOf("--release");
        return at >= 0
                && at + 1 < arguments.size()
                && run.project.levels.set("release", arguments.get(at + 1), main, test);
    }

    private static boolean names(Statement statement, String task) {
        for (Link link : statement.links()) {
            boolean named = link.arguments() != null
                    && link.arguments().nodes().stream()
                            .anyMatch(node -> node instanceof Node.Text text
                                    && text.pieces().contains(new Node.Piece.Literal(task)));
            if (link.name().equals(task) || named) {
                return true;
            }
        }
        return false;
    }
}
