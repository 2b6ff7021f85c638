package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows the statements of one script for one project. What is not followed and might matter is listed with
/// its place.
final class ScriptRun {
    static final String CONDITIONAL = "what depends on a condition or a loop is not known for certain";

    private static final int MOST_SCRIPTS_DEEP = 8;

    /// Blocks that say nothing about what code sees.
    private static final Set<String> IRRELEVANT = Set.of(
            "publishing",
            "signing",
            "jacoco",
            "checkstyle",
            "pmd",
            "spotless",
            "shadowJar",
            "jar",
            "javadoc",
            "wrapper",
            "task",
            "application",
            "idea",
            "eclipse",
            "sonarqube",
            "sonar",
            "nexusPublishing",
            "license",
            "mavenPublishing",
            "jacocoTestReport",
            "bootJar",
            "bootRun",
            "artifacts",
            "processResources",
            "clean",
            "spotbugs",
            "group",
            "description",
            "uploadArchives",
            "bintray",
            "distributions",
            "protobuf",
            "gradlePlugin",
            "asciidoctor",
            "dependencyLocking",
            "dependencyCheck",
            "node",
            "rewrite",
            "errorprone",
            "nullaway",
            "release",
            "githubRelease");
    private static final Set<String> NOW = Set.of(
            "afterEvaluate",
            "beforeEvaluate",
            "withPlugin",
            "withId",
            "withType",
            "configureEach",
            "run",
            "with",
            "apply",
            "also",
            "let",
            "project");
    static final Set<String> DECLARES = Set.of(
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
            case "ext", "extra" -> new VariableBlock(this).extra(statement);
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
            new VariableBlock(this).declare(statement);
            return;
        }
        if (statement.form() != Form.CALL) {
            new VariableBlock(this).assign(statement);
            return;
        }
        String last =
                statement.links().isEmpty() ? "" : statement.links().getLast().name();
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
            if (given.size() == 1 && given.getFirst().is("rootProject")) {
                ProjectDraft root = build.projects.get(":");
                return root == null ? List.of() : List.of(root);
            }
            if (given.size() == 1 && given.getFirst().is("allprojects")) {
                below.addFirst(project);
            }
            boolean all = given.size() == 1
                    && (given.getFirst().is("subprojects") || given.getFirst().is("allprojects"));
            if (!all) {
                below.forEach(ProjectDraft::incomplete);
                unclear(
                        statement.line(),
                        "configure is taken to mean every project, because its choice is not followed");
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
            ProjectDraft other =
                    call.head().equals("project") ? build.project(expressions.text(call.arguments())) : null;
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

    /// A condition is taken as if it held, because more on a class path does less harm than too little; a loop
    /// is not followed.
    private void conditional(Statement statement) {
        boolean followed = statement.head().equals("if") || statement.head().equals("else");
        List<Group> blocks = new ArrayList<>();
        statement.links().forEach(link -> {
            if (link.block() != null) {
                blocks.add(link.block());
            }
        });
        for (Node node : statement.rest()) {
            if (node instanceof Group group && group.opens('{')) {
                blocks.add(group);
            }
        }
        boolean bare = blocks.isEmpty() && statement.rest().stream().anyMatch(node -> node.is("plugin"));
        for (Group block : blocks) {
            if (mentions(block, "dependencies") || mentions(block, "plugin")) {
                unclear(statement.line(), CONDITIONAL);
            }
            if (followed) {
                run(block.nodes());
            }
        }
        if (bare) {
            unclear(statement.line(), CONDITIONAL);
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
}
