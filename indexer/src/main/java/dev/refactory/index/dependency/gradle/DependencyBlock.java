package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Constraint;
import dev.refactory.index.dependency.gradle.GradleProject.Strength;
import dev.refactory.index.dependency.gradle.GradleProject.Target;
import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Node.Piece;
import dev.refactory.index.dependency.gradle.Node.Text;
import dev.refactory.index.dependency.gradle.Node.Word;
import dev.refactory.index.dependency.gradle.Statement.Form;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `dependencies { }` and `dependencyManagement { }`.
final class DependencyBlock {
    private static final Set<String> CONTROL = Set.of("if", "else", "for", "while", "switch", "when", "try", "return");
    private static final Set<String> DECLARES = Set.of("def", "val", "var", "String", "final");

    private final ScriptRun run;
    private final boolean suite;

    DependencyBlock(ScriptRun run) {
        this(run, false);
    }

    private DependencyBlock(ScriptRun run, boolean suite) {
        this.run = run;
        this.suite = suite;
    }

    void run(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            String head = statement.head();
            if (DECLARES.contains(head)) {
                run.follow(statement);
            } else if (head.equals("constraints")) {
                ScriptRun.inside(statement.block(), this::constraints);
            } else if (CONTROL.contains(head) || head.isEmpty() || statement.form() != Form.CALL) {
                run.unclear(statement.line(), ScriptRun.CONDITIONAL);
                if (head.equals("if") || head.equals("else")) {
                    ScriptRun.inside(statement.links().getFirst().block(), this::run);
                    ScriptRun.inside(statement.rest().isEmpty() ? null : statement.block(), this::run);
                }
            } else if (head.equals("add") && statement.links().size() == 1) {
                List<List<Node>> parts = Statement.split(statement.arguments());
                if (parts.size() > 1) {
                    each(run.expressions.text(parts.getFirst()), parts.subList(1, parts.size()), statement);
                }
            } else if (head.equals("components")
                    || head.equals("modules")
                    || head.equals("artifactTypes")
                    || head.equals("attributesSchema")
                    || head.equals("registerTransform")) {
                run.unclear(statement.line(), head + " is not followed");
            } else if (statement.links().size() > 1) {
                run.unclear(statement.line(), "the dependency is computed: " + statement.path());
            } else {
                List<Node> arguments = statement.arguments();
                boolean named = arguments.size() > 1
                        && (arguments.get(1).is(':') || arguments.get(1).is('='));
                List<List<Node>> parts = named ? List.of(arguments) : Statement.split(arguments);
                each(head, parts, statement);
            }
        }
    }

    /// The `dependencies { }` of a test suite, whose configurations have the names of the main ones.
    void suite(List<Node> nodes) {
        new DependencyBlock(run, true).run(nodes);
    }

    private void each(String written, List<List<Node>> parts, Statement statement) {
        if (written.isEmpty()) {
            run.unclear(statement.line(), "the configuration is not literal");
            return;
        }
        String configuration =
                suite ? "test" + Character.toUpperCase(written.charAt(0)) + written.substring(1) : written;
        Details details = Details.of(statement.block(), run.expressions);
        List<String> placed = parts.stream().map(run.expressions::text).toList();
        boolean apart = placed.size() > 1 && placed.stream().noneMatch(text -> text.isEmpty() || text.contains(":"));
        if (apart && library(configuration, String.join(":", placed), details, statement.line())) {
            return;
        }
        for (List<Node> part : parts) {
            if (part.size() == 1 && part.getFirst().opens('{')) {
                continue;
            }
            if (!wanted(configuration, part, details, statement.line())) {
                run.unclear(statement.line(), "the dependency of " + configuration + " is not literal: " + shown(part));
            }
        }
    }

    /// @return false when it is not understood
    private boolean wanted(String configuration, List<Node> part, Details details, int line) {
        Statement call = Statement.parse(part);
        List<Node> arguments = call.arguments();
        switch (call.head()) {
            case "project", "projects" -> {
                return sibling(configuration, call, call.path().contains(".test"), line);
            }
            case "testFixtures" -> {
                Statement inner = Statement.parse(arguments);
                return inner.head().startsWith("project") && sibling(configuration, inner, true, line);
            }
            case "platform", "enforcedPlatform" -> {
                Strength strength = call.head().equals("platform") ? Strength.SUGGESTED : Strength.ENFORCED;
                return platform(configuration, arguments, strength, line);
            }
            case "kotlin" -> {
                List<List<Node>> given = Statement.split(arguments);
                String version = given.size() > 1
                        ? run.expressions.text(given.get(1))
                        : run.build.pluginVersions.getOrDefault("org.jetbrains.kotlin.jvm", "");
                String module = given.isEmpty() ? "" : run.expressions.text(given.getFirst());
                return library(configuration, "org.jetbrains.kotlin:kotlin-" + module + ":" + version, details, line);
            }
            case "sourceSets" -> {
                return call.path().endsWith("output") || call.path().startsWith("sourceSets");
            }
            default -> {
                return value(configuration, part, details, line);
            }
        }
    }

    private boolean value(String configuration, List<Node> part, Details details, int line) {
        boolean named = part.size() > 2
                && part.getFirst() instanceof Word
                && (part.get(1).is(':') || part.get(1).is('='));
        Value value =
                named ? new Value.Table(run.expressions.entries(Statement.split(part))) : run.expressions.value(part);
        return switch (value) {
            case Value.Table(Map<String, Value> entries) -> {
                String group = text(entries, "group");
                String name = text(entries, "name");
                String classifier = text(entries, "classifier");
                String version = text(entries, "version");
                boolean known = !name.isEmpty() && (version.isEmpty() != entries.containsKey("version"));
                yield known
                        && library(
                                configuration,
                                group + ":" + name + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier),
                                details,
                                line);
            }
            case Value.Text(String _), Value.Many _ -> {
                List<String> all = value.texts();
                boolean known = !all.isEmpty();
                for (String coordinates : all) {
                    known &= library(configuration, coordinates, details, line);
                }
                yield known;
            }
            case Value.Unknown _ -> false;
        };
    }

    private static String text(Map<String, Value> entries, String name) {
        return entries.get(name) instanceof Value.Text(String text) ? text : "";
    }

    private boolean library(String configuration, String written, Details details, int line) {
        Coordinates coordinates = Coordinates.parse(written);
        if (coordinates == null) {
            return false;
        }
        String version = details.version().isEmpty() ? coordinates.version() : details.version();
        if (coordinates.strict() || details.strict()) {
            run.project.constrain(
                    configuration,
                    new Constraint.Version(coordinates.group(), coordinates.artifact(), version, Strength.ENFORCED));
        }
        run.project.want(
                configuration,
                new Target.Library(
                        coordinates.group(),
                        coordinates.artifact(),
                        version,
                        coordinates.classifier(),
                        details.exclusions(),
                        details.transitive() && !coordinates.alone()),
                run.place(line));
        return true;
    }

    private boolean sibling(String configuration, Statement call, boolean tests, int line) {
        if (call.head().equals("projects")) {
            ProjectDraft other = byAccessor(call.path());
            if (other != null) {
                run.project.want(configuration, new Target.Sibling(other.root, tests), run.place(line));
            }
            return other != null;
        }
        List<Node> arguments = call.links().getFirst().arguments() != null
                ? call.links().getFirst().arguments().nodes()
                : call.rest();
        if (arguments.isEmpty()) {
            // The project itself.
            return true;
        }
        List<List<Node>> parts = Statement.split(arguments);
        Map<String, Value> named = run.expressions.entries(parts);
        String path = named.containsKey("path") ? text(named, "path") : run.expressions.text(parts.getFirst());
        String kind = named.containsKey("configuration")
                ? text(named, "configuration")
                : parts.size() > 1 ? run.expressions.text(parts.getLast()) : "";
        ProjectDraft other = path.isEmpty() ? null : run.build.project(path);
        if (other != null) {
            boolean testCode = tests || kind.toLowerCase(java.util.Locale.ROOT).contains("test");
            run.project.want(configuration, new Target.Sibling(other.root, testCode), run.place(line));
        }
        return other != null;
    }

    /// `projects.core.api` for `:core:api`; dashes are capitals there.
    private @Nullable ProjectDraft byAccessor(String path) {
        for (ProjectDraft each : run.build.projects.values()) {
            StringBuilder accessor = new StringBuilder("projects");
            for (String name : each.path.split(":")) {
                if (!name.isEmpty()) {
                    accessor.append('.').append(camel(name));
                }
            }
            if (accessor.toString().equals(path)) {
                return each;
            }
        }
        return null;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("[-_.]")) {
            boolean first = camel.isEmpty() || part.isEmpty();
            camel.append(first ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }

    private boolean platform(String configuration, List<Node> arguments, Strength strength, int line) {
        Statement inner = Statement.parse(arguments);
        if (inner.head().equals("project") && !inner.arguments().isEmpty()) {
            ProjectDraft other = run.build.project(run.expressions.text(inner.arguments()));
            if (other != null) {
                run.project.constrain(configuration, new Constraint.Sibling(other.root));
            }
            return other != null;
        }
        List<String> all = arguments.size() > 2 && arguments.get(1).is(':')
                ? List.of()
                : run.expressions.value(arguments).texts();
        for (String each : all) {
            run.project.constrain(
                    configuration, new Constraint.Platform(each.replace("!!", ""), strength, run.place(line)));
        }
        return !all.isEmpty();
    }

    private void constraints(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            Details details = Details.of(statement.block(), run.expressions);
            List<String> all = run.expressions.value(statement.arguments()).texts();
            for (String written : all) {
                Coordinates coordinates = Coordinates.parse(written);
                String version = coordinates == null || details.version().isEmpty()
                        ? coordinates == null ? "" : coordinates.version()
                        : details.version();
                if (coordinates != null && !version.isEmpty()) {
                    boolean strict = coordinates.strict() || details.strict();
                    run.project.constrain(
                            statement.head(),
                            new Constraint.Version(
                                    coordinates.group(),
                                    coordinates.artifact(),
                                    version,
                                    strict ? Strength.ENFORCED : Strength.SUGGESTED));
                }
            }
            if (all.isEmpty()) {
                run.unclear(statement.line(), "the constraint is not literal");
            }
        }
    }

    /// Spring's `dependencyManagement { imports { mavenBom "…" } dependencies { dependency "…" } }`.
    void manage(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            ScriptRun.inside(statement.block(), inner -> {
                for (Statement each : Statement.of(inner)) {
                    managed(each);
                }
            });
        }
    }

    private void managed(Statement each) {
        String text = run.expressions.text(each.arguments());
        Coordinates coordinates = Coordinates.parse(text);
        if (coordinates == null || coordinates.version().isEmpty()) {
            run.unclear(each.line(), "the managed version is not literal");
        } else if (each.head().equals("mavenBom")) {
            run.project.constrain(new Constraint.Platform(text, Strength.MANAGED, run.place(each.line())));
        } else if (each.head().equals("dependency")) {
            run.project.constrain(new Constraint.Version(
                    coordinates.group(), coordinates.artifact(), coordinates.version(), Strength.MANAGED));
        } else {
            run.unclear(each.line(), "the managed version is not understood");
        }
    }

    private static String shown(List<Node> part) {
        StringBuilder shown = new StringBuilder();
        for (Node node : part) {
            switch (node) {
                case Word(String text, int _) -> shown.append(text);
                case Node.Sign(char sign, int _) -> shown.append(sign);
                case Text(List<Piece> pieces, int _) ->
                    pieces.forEach(piece -> shown.append(
                            switch (piece) {
                                case Piece.Literal(String text) -> text;
                                case Piece.Code(String source) -> "${" + source + "}";
                            }));
                case Group(char kind, List<Node> _, int _, int _) ->
                    shown.append(kind).append('…');
                case Node.Break _ -> {}
            }
        }
        return shown.length() > 100 ? shown.substring(0, 100) + "…" : shown.toString();
    }
}
