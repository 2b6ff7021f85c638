package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.Node.Group;
import dev.refactory.index.dependency.gradle.Statement.Form;
import dev.refactory.index.dependency.gradle.Statement.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a build's settings: which projects there are, where they are, and its version catalogs.
final class SettingsReader {
    private static final int MOST_PROJECTS = 2_000;

    private final GradleBuild build;
    private final String file;
    private final Scope scope;
    private final Expressions expressions;
    private final Map<String, String> directories = new LinkedHashMap<>();
    private boolean whole = true;

    /// @param directories of the projects by their paths, `:` first
    /// @param whole whether all projects are known
    record Settings(Map<String, String> directories, boolean whole) {}

    private SettingsReader(GradleBuild build, String file) {
        this.build = build;
        this.file = file;
        this.scope = new Scope(build.properties);
        this.expressions = new Expressions(scope, build.catalogs, file.endsWith(".kts"));
        directories.put(":", build.root);
    }

    /// @param file of the settings; empty when the build has none
    static Settings read(GradleBuild build, String file) {
        SettingsReader reader = new SettingsReader(build, file);
        String catalog = Paths.below(build.root, "gradle/libs.versions.toml");
        if (build.files.containsKey(catalog)) {
            reader.catalog("libs", catalog);
        }
        ScriptReader.Script script = build.script(file);
        if (script != null) {
            reader.whole = script.whole();
            reader.read(script.nodes());
        }
        return new Settings(reader.directories, reader.whole);
    }

    private void read(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            if (!build.step(statement.weight())) {
                whole = false;
                return;
            }
            follow(statement);
        }
    }

    private void follow(Statement statement) {
        switch (statement.head()) {
            case "include" -> include(statement);
            case "includeFlat" -> {
                for (String name : expressions.value(statement.arguments()).texts()) {
                    directories.put(":" + name, Paths.below(build.root, "../" + name));
                }
            }
            case "project", "findProject" -> directory(statement);
            case "dependencyResolutionManagement" -> ScriptRun.inside(statement.block(), this::management);
            case "pluginManagement" -> ScriptRun.inside(statement.block(), this::plugins);
            case "def", "val", "var" -> declare(statement);
            case "rootProject",
                    "plugins",
                    "buildscript",
                    "enableFeaturePreview",
                    "gradle",
                    "buildCache",
                    "includeBuild",
                    "develocity",
                    "gradleEnterprise",
                    "apply",
                    "import" -> {
                ScriptRun.inside(statement.block(), this::unknown);
            }
            default -> {
                statement.links().forEach(link -> {
                    if (link.block() != null) {
                        unknown(link.block().nodes());
                    }
                });
                statement.rest().forEach(node -> unknown(List.of(node)));
            }
        }
    }

    private void include(Statement statement) {
        boolean known = true;
        for (List<Node> part : Statement.split(statement.arguments())) {
            List<String> paths = expressions.value(part).texts();
            known &= !paths.isEmpty();
            paths.forEach(this::add);
        }
        if (!known) {
            whole = false;
            build.problem(file + ":" + statement.line(), "the project that is included is not named literally");
        }
    }

    /// A project, and those it is in.
    private void add(String written) {
        String[] names = written.replace('/', ':').split(":");
        String path = "";
        for (String name : names) {
            if (name.isEmpty() || directories.size() >= MOST_PROJECTS) {
                continue;
            }
            String outer = directories.getOrDefault(path.isEmpty() ? ":" : path, build.root);
            path = path + ":" + name;
            directories.putIfAbsent(path, Paths.below(outer, name));
        }
    }

    /// `project(':a').projectDir = file('x')`.
    private void directory(Statement statement) {
        Link first = statement.links().getFirst();
        if (first.arguments() == null || !statement.path().endsWith("projectDir")) {
            return;
        }
        String path = expressions.text(first.arguments().nodes());
        String directory = expressions.text(statement.rest());
        if (statement.form() != Form.SET || path.isEmpty() || directory.isEmpty()) {
            whole = false;
            build.problem(file + ":" + statement.line(), "the directory of a project is not literal");
            return;
        }
        directories.put(path.startsWith(":") ? path : ":" + path, Paths.below(build.root, directory));
    }

    private void declare(Statement statement) {
        List<Node> rest = statement.rest();
        for (int i = 1; i < rest.size(); i++) {
            if (rest.get(i).is('=') && rest.get(i - 1) instanceof Node.Word(String name, int _)) {
                scope.set(name, expressions.value(rest.subList(i + 1, rest.size())));
                return;
            }
        }
    }

    /// A block that is not followed matters when it includes projects.
    private void unknown(List<Node> nodes) {
        for (Node node : nodes) {
            boolean includes = node instanceof Group group
                    && (ScriptRun.mentions(group, "include") || ScriptRun.mentions(group, "projectDir"));
            if (includes || node.is("include")) {
                whole = false;
                build.problem(
                        file + ":" + node.line(),
                        "projects that are included by a condition or a loop are not followed");
                return;
            }
        }
    }

    private void plugins(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            if (!statement.head().equals("plugins")) {
                continue;
            }
            ScriptRun.inside(statement.block(), inner -> Statement.of(inner).forEach(this::plugin));
        }
    }

    private void plugin(Statement plugin) {
        List<Node> rest = plugin.rest();
        Group arguments =
                plugin.links().isEmpty() ? null : plugin.links().getFirst().arguments();
        String id = arguments != null
                ? expressions.text(arguments.nodes())
                : rest.isEmpty() ? "" : expressions.text(rest.subList(0, 1));
        for (int i = 0; i + 1 < rest.size(); i++) {
            String version = rest.get(i).is("version") ? expressions.text(rest.subList(i + 1, i + 2)) : "";
            if (!version.isEmpty() && !id.isEmpty()) {
                build.pluginVersions.put(id, version);
            }
        }
    }

    private void management(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            if (statement.head().equals("versionCatalogs")) {
                ScriptRun.inside(statement.block(), inner -> Statement.of(inner).forEach(this::catalog));
            } else if (statement.head().equals("repositories")) {
                ScriptRun.inside(statement.block(), inner -> RepositoryBlock.list(build, expressions, inner));
            }
        }
    }

    /// `create("libs") { from(files("x.toml")) }`, `libs { version("a", "1") }`.
    private void catalog(Statement statement) {
        Link first = statement.links().isEmpty() ? null : statement.links().getFirst();
        Group named = first == null || !first.name().equals("create") ? null : first.arguments();
        String name = named == null ? statement.head() : expressions.text(named.nodes());
        if (name.isEmpty()) {
            build.problem(file + ":" + statement.line(), "the version catalog is not named literally");
            return;
        }
        Catalogs.Catalog catalog = build.catalogs.named(name);
        ScriptRun.inside(statement.block(), nodes -> {
            for (Statement each : Statement.of(nodes)) {
                entry(name, catalog, each);
            }
        });
    }

    private void entry(String name, Catalogs.Catalog catalog, Statement statement) {
        List<String> given = new ArrayList<>();
        Group arguments = statement.links().isEmpty()
                ? null
                : statement.links().getFirst().arguments();
        List<Node> nodes = arguments == null ? statement.rest() : arguments.nodes();
        Statement.split(nodes)
                .forEach(part -> given.addAll(expressions.value(part).texts()));
        Link last = statement.links().getLast();
        String more = last.arguments() == null
                ? ""
                : expressions.text(last.arguments().nodes());
        String version = switch (last.name()) {
            case "versionRef" -> catalog.versions().getOrDefault(Catalogs.alias(more), "");
            case "version" -> statement.links().size() > 1 ? more : "";
            default -> "";
        };
        String kind = statement.head();
        if (kind.equals("from") && !given.isEmpty() && given.getFirst().endsWith(".toml")) {
            catalog(name, Paths.below(build.root, given.getFirst()));
        } else if (kind.equals("version") && given.size() == 2) {
            catalog.versions().put(Catalogs.alias(given.getFirst()), given.get(1));
        } else if (kind.equals("library") && given.size() == 2) {
            catalog.libraries().put(Catalogs.alias(given.getFirst()), given.get(1));
        } else if (kind.equals("library") && given.size() == 3) {
            catalog.libraries()
                    .put(
                            Catalogs.alias(given.getFirst()),
                            given.get(1) + ":" + given.get(2) + (version.isEmpty() ? "" : ":" + version));
        } else if (kind.equals("bundle") && given.size() > 1) {
            catalog.bundles()
                    .put(
                            Catalogs.alias(given.getFirst()),
                            given.subList(1, given.size()).stream()
                                    .map(Catalogs::alias)
                                    .toList());
        } else if (!kind.equals("plugin")) {
            build.problem(
                    file + ":" + statement.line(), "this entry of version catalog " + name + " is not understood");
        }
    }

    private void catalog(String name, String path) {
        byte[] toml = build.files.get(path);
        if (toml == null) {
            build.problem(path, "there is no such version catalog");
            return;
        }
        build.catalogs.read(name, toml).forEach(fault -> build.problem(path, fault));
    }
}
