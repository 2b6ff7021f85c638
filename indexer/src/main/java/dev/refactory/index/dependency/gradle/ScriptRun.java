package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Node.Word;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows the statements of one script for one project. What is not followed and might matter is listed with
/// its place.
final class ScriptRun {
    private static final int MOST_SCRIPTS_DEEP = 8;

    /// Blocks that say nothing about what code sees.
    private static final Set<String> IRRELEVANT = Set.of(
            "publishing", "signing", "jacoco", "checkstyle", "pmd", "spotless", "shadowJar", "jar", "javadoc", "wrapper",
            "task", "application", "idea", "eclipse", "sonarqube", "sonar", "nexusPublishing", "license", "mavenPublishing",
            "jacocoTestReport", "bootJar", "bootRun", "artifacts", "processResources", "clean", "spotbugs", "group",
            "description", "uploadArchives", "bintray", "distributions", "protobuf", "gradlePlugin", "asciidoctor",
            "dependencyLocking", "dependencyCheck", "node", "rewrite", "errorprone", "nullaway", "release", "githubRelease");
    private static final Set<String> NOW = Set.of(
            "afterEvaluate", "beforeEvaluate", "withPlugin", "withId", "withType", "configureEach", "run", "with", "apply",
            "also", "let", "project");
    private static final Set<String> DECLARES = Set.of(
            "def", "val", "var", "final", "String", "private", "const", "List", "Map", "static", "public", "int");

    final GradleBuild build;
    final ProjectDraft project;
    final String file;
    final Scope scope;
    final Expressions expressions;
    private final boolean kotlin;
    private final int depth;

    private ScriptRun(GradleBuild build, ProjectDraft project, String file, Scope scope, int depth) {
        this.build = build;
        this.project = project;
        this.file = file;
        this.scope = scope;
        this.kotlin = file.endsWith(".kts");
        this.expressions = new Expressions(scope, build.catalogs, kotlin);
        this.depth = depth;
    }

    /// Follows a whole script.
    static void run(GradleBuild build, ProjectDraft project, String file, int depth) {
        ScriptReader.Script script = build.script(file);
        if (script == null || depth > MOST_SCRIPTS_DEEP) {
            project.incomplete();
            build.problem(file, script == null ? "there is no such script" : "scripts apply each other without end");
            return;
        }
        if (!script.whole()) {
            project.incomplete();
        }
        new ScriptRun(build, project, file, new Scope(project.properties), depth).run(script.nodes());
    }

    void run(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            if (!build.step(statement.weight())) {
                return;
            }
            follow(statement);
        }
    }

    /// The same script for another project: its variables, and those of that project.
    private void runFor(ProjectDraft other, List<Node> nodes) {
        new ScriptRun(build, other, file, new Scope(scope, other.properties), depth + 1).run(nodes);
    }

    /// Another script, as if it stood here.
    void include(String script) {
        run(build, project, script, depth + 1);
    }

    String place(int line) {
        return file + ":" + line;
    }

    /// Lists what was not understood: the project may see more than is known.
    void unclear(int line, String what) {
        project.incomplete();
        build.problem(place(line), what);
    }

    void follow(Statement statement) {
        Group block = statement.block();
        String head = statement.head();
        if (depth > ScriptReader.MOST_DEPTH || IRRELEVANT.contains(head)) {
            return;
        }
        switch (head) {
            case "allprojects", "subprojects", "configure" -> others(statement);
            case "plugins", "apply", "pluginManager" -> new PluginBlock(this).follow(statement);
            case "dependencies" -> inside(block, new DependencyBlock(this)::run);
            case "dependencyManagement" -> inside(block, new DependencyBlock(this)::manage);
            case "buildscript" -> inside(block, this::buildscript);
            case "configurations" -> new ConfigurationBlock(this).follow(statement);
            case "repositories" -> inside(block, this::repositories);
            case "sourceSets" -> new SourceBlock(this).sourceSets(statement);
            case "testing" -> inside(block, new SourceBlock(this)::suites);
            case "java", "tasks", "compileJava", "compileTestJava", "kotlin", "sourceCompatibility", "toolchain" ->
                new LevelBlock(this).follow(statement);
            case "ext", "extra" -> extra(statement);
            case "if", "else", "for", "while", "try", "switch", "when" -> conditional(statement);
            default -> other(statement, block);
        }
    }

    private void other(Statement statement, @Nullable Group block) {
        String head = statement.head();
        boolean own = head.equals("project") && statement.links().getFirst().arguments() == null;
        if ((own || head.equals("rootProject")) && statement.links().size() > 1) {
            ProjectDraft other = build.projects.get(":");
            if (own) {
                follow(statement.tail());
            } else if (other != null) {
                new ScriptRun(build, other, file, scope, depth + 1).follow(statement.tail());
            }
            return;
        }
        if (head.equals("project") && !own) {
            others(statement);
            return;
        }
        if (DECLARES.contains(head)) {
            declare(statement);
            return;
        }
        if (statement.form() != Form.CALL) {
            assign(statement);
            return;
        }
        String last = statement.links().isEmpty() ? "" : statement.links().getLast().name();
        boolean now = NOW.contains(last) || NOW.contains(head);
        if (block == null) {
            return;
        }
        if (now) {
            run(block.nodes());
        } else if (mentions(block, "dependencies")) {
            unclear(statement.line(), "the block " + head + " is not understood");
        }
    }

    static void inside(@Nullable Group block, java.util.function.Consumer<List<Node>> reader) {
        if (block != null) {
            reader.accept(block.nodes());
        }
    }

    /// What the root says for others: `subprojects { }`, `project(':a') { }`, `configure(…) { }`.
    private void others(Statement statement) {
        Group block = statement.block();
        List<Node> body = block != null ? block.nodes() : List.of();
        Link first = statement.links().getFirst();
        if (block == null && statement.links().size() > 1) {
            body = List.of();
            if (!first.name().equals("project")) {
                return;
            }
        }
        for (ProjectDraft other : targets(first, statement)) {
            if (!build.step(1)) {
                return;
            }
            if (block != null && statement.links().size() == 1) {
                runFor(other, body);
            } else if (statement.links().size() > 1) {
                new ScriptRun(build, other, file, new Scope(scope, other.properties), depth + 1)
                        .follow(statement.tail());
            }
        }
    }

    private List<ProjectDraft> targets(Link first, Statement statement) {
        List<ProjectDraft> below = new ArrayList<>();
        String prefix = project.path.equals(":") ? ":" : project.path + ":";
        build.projects.forEach((path, draft) -> {
            if (path.startsWith(prefix) && !path.equals(project.path)) {
                below.add(draft);
            }
        });
        Group arguments = first.arguments();
        List<Node> given = arguments == null ? List.of() : arguments.nodes();
        if (first.name().equals("project")) {
            ProjectDraft named = build.project(expressions.text(given));
            if (named == null) {
                unclear(statement.line(), "it is not known which project is meant");
            }
            return named == null ? List.of() : List.of(named);
        }
        if (first.name().equals("allprojects")) {
            below.addFirst(project);
            return below;
        }
        if (first.name().equals("subprojects")) {
            return below;
        }
        List<ProjectDraft> named = named(given);
        if (named.isEmpty()) {
            boolean all = given.size() == 1 && (given.getFirst().is("subprojects") || given.getFirst().is("allprojects"));
            if (!all) {
                below.forEach(ProjectDraft::incomplete);
                unclear(statement.line(), "configure is taken to mean every project, because its choice is not followed");
            }
            return below;
        }
        return named;
    }

    /// `[project(':a'), project(':b')]`.
    private List<ProjectDraft> named(List<Node> given) {
        List<ProjectDraft> named = new ArrayList<>();
        List<Node> nodes = given.size() == 1 && given.getFirst() instanceof Group list ? list.nodes() : given;
        for (List<Node> part : Statement.split(nodes)) {
            Statement call = Statement.parse(part);
            ProjectDraft other = call.head().equals("project") ? build.project(expressions.text(call.arguments())) : null;
            if (other == null) {
                return List.of();
            }
            named.add(other);
        }
        return named;
    }

    /// Only its variables count, and the versions of plugins that come in on its class path.
    private void buildscript(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            if (statement.head().equals("ext") || DECLARES.contains(statement.head())) {
                follow(statement);
            } else if (statement.head().equals("dependencies")) {
                inside(statement.block(), inner -> new PluginBlock(this).classpath(inner));
            }
        }
    }

    private void repositories(List<Node> nodes) {
        RepositoryBlock.list(build, expressions, nodes);
    }

    private void conditional(Statement statement) {
        for (Node node : statement.rest()) {
            conditional(node, statement.line());
        }
        for (Link link : statement.links()) {
            if (link.block() != null) {
                conditional(link.block(), statement.line());
            }
        }
    }

    private void conditional(Node node, int line) {
        if (node instanceof Group group && (mentions(group, "dependencies") || mentions(group, "plugin"))) {
            unclear(line, "what depends on a condition or a loop is not followed");
        }
    }

    static boolean mentions(Group group, String word) {
        for (Node node : group.nodes()) {
            if (node.is(word) || node instanceof Group inner && mentions(inner, word)) {
                return true;
            }
        }
        return false;
    }

    /// `def x = …`, `val x by extra(…)`.
    private void declare(Statement statement) {
        List<Node> rest = statement.rest();
        for (int i = 0; i < rest.size(); i++) {
            boolean value = rest.get(i).is('=') && i > 0;
            boolean delegated = i + 2 < rest.size() && i > 0 && rest.get(i).is("by") && rest.get(i + 1).is("extra");
            if (value || delegated) {
                List<Node> expression = rest.subList(i + (delegated ? 2 : 1), rest.size());
                if (rest.get(name(rest, i)) instanceof Word(String name, int _)) {
                    Value known = expressions.value(expression);
                    scope.set(name, known);
                    if (delegated) {
                        project.properties.set(name, known);
                    }
                }
                return;
            }
        }
        if (statement.form() == Form.SET && !rest.isEmpty() && statement.links().size() == 1) {
            scope.set(statement.head(), expressions.value(rest));
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

    private void extra(Statement statement) {
        Link first = statement.links().getFirst();
        if (first.index() != null) {
            set(project.properties, expressions.text(first.index().nodes()), statement);
            return;
        }
        if (statement.links().size() == 1) {
            inside(statement.block(), nodes -> {
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
                project.properties.set(expressions.text(parts.getFirst()), expressions.value(parts.getLast()));
            }
        } else if (DECLARES.contains(statement.head())) {
            declare(statement);
        } else if (statement.form() != Form.CALL) {
            set(project.properties, statement.path(), statement);
        }
    }

    private void assign(Statement statement) {
        if (statement.links().size() > 1 && new LevelBlock(this).level(statement)) {
            return;
        }
        Scope where = scope.has(statement.head()) ? scope : project.properties;
        set(where, statement.path(), statement);
    }

    private void set(Scope where, String path, Statement statement) {
        Value value = expressions.value(statement.rest());
        String[] names = path.split("\\.");
        if (names.length == 1) {
            where.set(path, value);
        } else if (scope.get(names[0]) instanceof Value.Table table && names.length == 2) {
            Value.Table changed = new Value.Table(table.entries());
            if (value instanceof Value.Unknown) {
                changed.entries().remove(names[1]);
            } else {
                changed.entries().put(names[1], value);
            }
            where.set(names[0], changed);
        }
    }
}
