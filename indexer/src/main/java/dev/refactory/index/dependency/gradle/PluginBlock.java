package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Constraint;
import dev.refactory.index.dependency.gradle.GradleProject.Strength;
import dev.refactory.index.dependency.gradle.GradleProject.Target;
import dev.refactory.index.dependency.gradle.Node.Text;
import dev.refactory.index.dependency.gradle.Node.Word;
import java.util.List;
import java.util.Map;

/// The plugins that a script applies. Those that are scripts of the repository are followed; those that are
/// known to bring nothing onto a class path are passed over; the others are listed.
final class PluginBlock {
    private static final String BOOT = "org.springframework.boot";

    private final ScriptRun run;

    PluginBlock(ScriptRun run) {
        this.run = run;
    }

    void follow(Statement statement) {
        if (statement.head().equals("plugins") && statement.links().size() == 1) {
            ScriptRun.inside(statement.block(), this::plugins);
            return;
        }
        boolean body = statement.path().contains("withPlugin")
                || statement.path().contains("withId")
                || statement.path().contains("withType");
        if (body) {
            ScriptRun.inside(statement.block(), run::run);
            return;
        }
        Map<String, Value> named = run.expressions.entries(Statement.split(statement.arguments()));
        if (named.containsKey("from")) {
            from(statement, named.get("from"));
        } else if (named.containsKey("plugin")) {
            String id =
                    named.get("plugin") instanceof Value.Text(String text) ? text : simpleName(statement.arguments());
            apply(id, "", statement.line());
        } else if (statement.path().endsWith("apply")) {
            String id = run.expressions.text(statement.arguments());
            if (!id.isEmpty()) {
                apply(id, "", statement.line());
            }
            ScriptRun.inside(
                    statement.block(),
                    nodes -> Statement.of(nodes).forEach(inner -> {
                        if (inner.head().equals("plugin")) {
                            apply(run.expressions.text(inner.arguments()), "", inner.line());
                        } else if (inner.head().equals("from")) {
                            from(inner, run.expressions.value(inner.arguments()));
                        }
                    }));
        }
    }

    /// `apply plugin: JavaPlugin`: a class, which is told by its name.
    private static String simpleName(List<Node> arguments) {
        return arguments.isEmpty() || !(arguments.getLast() instanceof Word(String name, int _)) ? "" : name;
    }

    private void from(Statement statement, Value from) {
        if (from instanceof Value.Text(String path) && !path.contains("://")) {
            String script = Paths.below(run.project.root, path);
            if (run.build.files.containsKey(script)) {
                run.include(script);
                return;
            }
        }
        run.unclear(statement.line(), "the script that is applied is none of the repository, or not literal");
    }

    private void plugins(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            String version = "";
            boolean applied = true;
            List<Node> rest = statement.rest();
            for (int i = 0; i < rest.size(); i++) {
                if (rest.get(i).is("version") && i + 1 < rest.size()) {
                    int end = i + 2 < rest.size() && rest.get(i + 2).is("apply") ? i + 2 : rest.size();
                    version = run.expressions.text(rest.subList(i + 1, end));
                }
                if (rest.get(i).is("apply") && i + 1 < rest.size() && mentionsFalse(rest.get(i + 1))) {
                    applied = false;
                }
            }
            for (Statement.Link link : statement.links()) {
                if (link.arguments() != null && link.name().equals("version")) {
                    version = run.expressions.text(link.arguments().nodes());
                }
                if (link.arguments() != null && link.name().equals("apply")) {
                    applied &= !link.arguments().nodes().stream().allMatch(node -> node.is("false"));
                }
            }
            String id = id(statement);
            if (id.contains(":")) {
                version = id.substring(id.indexOf(':') + 1);
                id = id.substring(0, id.indexOf(':'));
            }
            if (!version.isEmpty() && !id.isEmpty()) {
                run.build.pluginVersions.put(id, version);
            }
            if (id.isEmpty()) {
                run.unclear(statement.line(), "the plugin is not named literally");
            } else if (applied) {
                apply(id, version, statement.line());
            }
        }
    }

    private static boolean mentionsFalse(Node node) {
        return node.is("false") || node instanceof Node.Group group && ScriptRun.mentions(group, "false");
    }

    private String id(Statement statement) {
        var first = statement.links().isEmpty() ? null : statement.links().getFirst();
        if (first == null) {
            return "";
        }
        List<Node> given = first.arguments() != null ? first.arguments().nodes() : statement.rest();
        return switch (first.name()) {
            case "id" -> given.isEmpty() ? "" : run.expressions.text(firstValue(given));
            case "kotlin" -> "org.jetbrains.kotlin." + run.expressions.text(firstValue(given));
            case "alias" -> run.expressions.text(given);
            // `java`, or `java-library` between backticks.
            default -> first.arguments() == null ? first.name() : "";
        };
    }

    /// `id 'x' version '1'` without brackets: the first string alone.
    private static List<Node> firstValue(List<Node> given) {
        return !given.isEmpty() && given.getFirst() instanceof Text text ? List.of(text) : given;
    }

    /// Plugins on the class path of the script bring their versions along.
    void classpath(List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            String[] parts = run.expressions.text(statement.arguments()).split(":");
            if (parts.length == 3 && parts[1].equals("spring-boot-gradle-plugin")) {
                run.build.pluginVersions.put(BOOT, parts[2]);
            }
            if (parts.length == 3 && parts[1].equals("kotlin-gradle-plugin")) {
                run.build.pluginVersions.put("org.jetbrains.kotlin.jvm", parts[2]);
            }
        }
    }

    private void apply(String id, String given, int line) {
        if (!run.project.plugins.add(id)) {
            return;
        }
        String full = id.equals("kotlin") ? "org.jetbrains.kotlin.jvm" : id;
        String version = given.isEmpty() ? run.build.pluginVersions.getOrDefault(full, "") : given;
        String script = convention(id);
        if (!script.isEmpty()) {
            run.include(script);
        } else if (id.equals(BOOT) || id.equals("io.spring.dependency-management")) {
            boot(version, line);
        } else if (id.equals("org.jetbrains.kotlin.jvm") || id.equals("kotlin")) {
            if (version.isEmpty()) {
                run.unclear(line, "the version of plugin " + id + " is not known");
            } else {
                Target standard =
                        new Target.Library("org.jetbrains.kotlin", "kotlin-stdlib", version, "", List.of(), true);
                run.project.want("implementation", standard, run.place(line));
            }
        } else if (!KnownPlugins.bringsNothing(id)) {
            run.unclear(
                    line,
                    "plugin " + (id.isEmpty() ? "of an unknown name" : id)
                            + " may add dependencies, it is not followed");
        }
    }

    /// Together they manage the versions of the platform that goes with the one.
    private void boot(String given, int line) {
        String version = run.build.pluginVersions.getOrDefault(BOOT, given);
        if (run.project.plugins.contains(BOOT)) {
            run.project.properties.set("BOM_COORDINATES", Value.text(BOOT + ":spring-boot-dependencies:" + version));
        }
        if (run.project.plugins.contains(BOOT) && run.project.plugins.contains("io.spring.dependency-management")) {
            if (version.isEmpty()) {
                run.unclear(line, "the version of plugin " + BOOT + " is not known");
            } else {
                run.project.constrain(new Constraint.Platform(
                        BOOT + ":spring-boot-dependencies:" + version, Strength.MANAGED, run.place(line)));
            }
        }
    }

    /// A plugin that is a script of the repository, in `buildSrc` or a build like it.
    private String convention(String id) {
        String simple = id.substring(id.lastIndexOf('.') + 1);
        for (String path : run.build.files.keySet()) {
            boolean source = path.contains("src/main/groovy/") || path.contains("src/main/kotlin/");
            String name = Paths.name(path);
            if (source
                    && (named(name, id)
                            || (named(name, simple) && path.replace('/', '.').contains("." + id + ".gradle")))) {
                return path;
            }
        }
        return "";
    }

    private static boolean named(String file, String id) {
        return file.equals(id + ".gradle") || file.equals(id + ".gradle.kts");
    }
}
