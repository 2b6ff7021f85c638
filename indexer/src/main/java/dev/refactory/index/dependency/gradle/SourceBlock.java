package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Target;
import dev.refactory.index.dependency.gradle.Node.Word;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.List;
import java.util.Set;

/// Reads `sourceSets` and `testing { suites { } }`.
final class SourceBlock {
    private static final Set<String> MAKES =
            Set.of("create", "register", "named", "getByName", "maybeCreate", "getting", "creating", "registering");

    /// Compilers that are given Java code together with their own.
    private static final Set<String> JOINT = Set.of("groovy", "scala", "kotlin");

    private final ScriptRun run;

    SourceBlock(ScriptRun run) {
        this.run = run;
    }

    void sourceSets(Statement statement) {
        Link first = statement.links().getFirst();
        if (first.index() != null) {
            String name = run.expressions.text(first.index().nodes());
            if (!name.isEmpty() && statement.links().size() > 1) {
                sourceSet(name, statement.tail());
            }
            return;
        }
        if (statement.links().size() > 1) {
            named(statement.tail());
        } else {
            ScriptRun.inside(statement.block(), nodes -> Statement.of(nodes).forEach(this::named));
        }
    }

    private void named(Statement statement) {
        String name = name(statement);
        if (name.isEmpty() || name.equals("all") || name.equals("configureEach")) {
            return;
        }
        run.project.sourceSet(name);
        if (statement.links().size() > 1) {
            sourceSet(name, statement.tail());
        } else {
            ScriptRun.inside(statement.block(), nodes -> Statement.of(nodes).forEach(inner -> sourceSet(name, inner)));
        }
    }

    /// `main { }`, `create("x") { }`, `val x by creating { }`.
    private String name(Statement statement) {
        Link first = statement.links().isEmpty() ? null : statement.links().getFirst();
        if (first == null) {
            return "";
        }
        if (MAKES.contains(first.name()) && first.arguments() != null) {
            List<List<Node>> parts = Statement.split(first.arguments().nodes());
            return parts.isEmpty() ? "" : run.expressions.text(parts.getFirst());
        }
        if (first.name().equals("val")) {
            return !statement.rest().isEmpty() && statement.rest().getFirst() instanceof Word(String word, int _)
                    ? word
                    : "";
        }
        return first.name();
    }

    private void sourceSet(String name, Statement statement) {
        if (statement.head().endsWith("Classpath") || statement.head().endsWith("ClassPath")) {
            boolean configurations = statement.rest().stream().anyMatch(node -> node.is("configurations"));
            if (configurations) {
                run.unclear(statement.line(), "the class path of source set " + name + " is computed");
            }
            return;
        }
        if (!statement.head().equals("java") && !JOINT.contains(statement.head())) {
            return;
        }
        boolean joint = JOINT.contains(statement.head());
        if (statement.links().size() > 1) {
            directories(name, statement.tail(), joint);
        } else {
            ScriptRun.inside(
                    statement.block(), nodes -> Statement.of(nodes).forEach(inner -> directories(name, inner, joint)));
        }
    }

    private void directories(String name, Statement statement, boolean joint) {
        if (!Set.of("srcDir", "srcDirs", "setSrcDirs").contains(statement.head())) {
            return;
        }
        List<Node> given = statement.form() == Form.CALL ? statement.arguments() : statement.rest();
        Set<String> roots = run.project.sourceSet(name);
        // What a joint compiler's list replaces are its own directories, not those of Java.
        if (!joint && (statement.form() == Form.SET || statement.head().equals("setSrcDirs"))) {
            roots.clear();
        }
        for (List<Node> part : Statement.split(given)) {
            List<String> directories = run.expressions.value(part).texts();
            for (String directory : directories) {
                roots.add(Paths.below(run.project.root, directory));
            }
            boolean made = part.stream().anyMatch(node -> madeByTheBuild(node));
            if (directories.isEmpty() && !made && !part.getFirst().opens('[')) {
                run.unclear(statement.line(), "a source directory is not literal");
            }
        }
    }

    /// What the build makes is in no commit.
    private static boolean madeByTheBuild(Node node) {
        return switch (node) {
            case Word(String word, int _) -> word.equals("buildDir") || word.equals("buildDirectory");
            case Node.Text text -> text.pieces().toString().contains("buildDir");
            case Node.Group group -> group.nodes().stream().anyMatch(SourceBlock::madeByTheBuild);
            case Node.Sign _, Node.Break _ -> false;
        };
    }

    void suites(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            if (statement.head().equals("suites")) {
                ScriptRun.inside(statement.block(), inner -> Statement.of(inner).forEach(this::suite));
            }
        }
    }

    private void suite(Statement statement) {
        String name = name(statement);
        if (name.isEmpty() || name.equals("configureEach") || name.equals("withType")) {
            return;
        }
        run.project.sourceSet(name);
        ScriptRun.inside(statement.block(), nodes -> {
            for (Statement inner : Statement.of(nodes)) {
                switch (inner.head()) {
                    case "useJUnitJupiter" -> framework(inner, "org.junit.jupiter", "junit-jupiter");
                    case "useJUnit" -> framework(inner, "junit", "junit");
                    case "useTestNG" -> framework(inner, "org.testng", "testng");
                    case "useSpock" -> framework(inner, "org.spockframework", "spock-core");
                    case "dependencies" ->
                        ScriptRun.inside(inner.block(), each -> new DependencyBlock(run).suite(each));
                    case "sources" ->
                        ScriptRun.inside(
                                inner.block(), each -> Statement.of(each).forEach(source -> sourceSet(name, source)));
                    default -> {}
                }
            }
        });
    }

    private void framework(Statement statement, String group, String artifact) {
        String version = run.expressions.text(statement.arguments());
        if (version.isEmpty()) {
            run.unclear(statement.line(), "the version of " + group + ":" + artifact + " is Gradle's own choice");
            return;
        }
        Target library = new Target.Library(group, artifact, version, "", List.of(), true);
        run.project.want("testImplementation", library, run.place(statement.line()));
    }
}
