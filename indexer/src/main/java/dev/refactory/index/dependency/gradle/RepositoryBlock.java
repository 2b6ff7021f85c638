package dev.refactory.index.dependency.gradle;

import java.util.List;
import java.util.Set;

/// The repositories that scripts name: listed, and not asked.
final class RepositoryBlock {
    private static final Set<String> ASKED_ANYWAY = Set.of("mavenCentral", "gradlePluginPortal", "exclusiveContent");

    private RepositoryBlock() {}

    static void list(GradleBuild build, Expressions expressions, List<Node> nodes) {
        for (Statement statement : Statement.of(nodes)) {
            String head = statement.head();
            if (head.isEmpty() || ASKED_ANYWAY.contains(head)) {
                continue;
            }
            String[] name = {head};
            String given = expressions.text(statement.arguments());
            if (!given.isEmpty()) {
                name[0] = given;
            }
            ScriptRun.inside(statement.block(), inner -> {
                for (Statement each : Statement.of(inner)) {
                    String url = each.head().equals("url") || each.head().equals("setUrl")
                            ? expressions.text(each.arguments())
                            : "";
                    name[0] = url.isEmpty() ? name[0] : url;
                }
            });
            build.problem("repository " + name[0], "named by a build file, not asked");
        }
    }
}
