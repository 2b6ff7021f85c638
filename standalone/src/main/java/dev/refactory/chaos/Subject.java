package dev.refactory.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.Git;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The repository that is refactored while things fail, and the request: always the same, worked out anew each time,
/// so that all patches must be equal.
record Subject(Path folder) {
    private static final int USERS = 24;
    private static final String SHAPE = """
            package com.acme;

            public interface Shape {
                double area(double scale);
            }
            """;
    private static final String USER = """
            package com.acme;

            public final class User%1$d implements Shape {
                private final Shape inner;

                public User%1$d(Shape inner) {
                    this.inner = inner;
                }

                @Override
                public double area(double scale) {
                    return inner.area(scale * %1$d) + new User%2$d(inner).inner(this).area(1);
                }

                Shape inner(Shape other) {
                    return inner == null ? other : inner;
                }
            }
            """;
    private static final Map<String, String> ALONE = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Chaos",
            "GIT_AUTHOR_EMAIL", "chaos@refactory.dev",
            "GIT_COMMITTER_NAME", "Chaos",
            "GIT_COMMITTER_EMAIL", "chaos@refactory.dev");

    /// Makes the repository, of one commit.
    static Subject in(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/main/java/com/acme"));
        Files.writeString(sources.resolve("Shape.java"), SHAPE);
        for (int i = 0; i < USERS; i++) {
            Files.writeString(sources.resolve("User" + i + ".java"), USER.formatted(i, (i + 1) % USERS));
        }
        Subject subject = new Subject(folder);
        subject.git("init", "-q", "-b", "main");
        subject.git("add", "-A");
        subject.git("commit", "-q", "-m", "shapes");
        return subject;
    }

    /// Another commit, which has to be indexed: one file more, which no patch changes.
    /// @return its tree, 40 hex digits
    String commit() throws IOException {
        Path sources = folder.resolve("src/main/java/com/acme");
        int number = 0;
        while (Files.exists(sources.resolve("More" + number + ".java"))) {
            number++;
        }
        Files.writeString(
                sources.resolve("More" + number + ".java"), "package com.acme;\n\nfinal class More" + number + " {}\n");
        git("add", "-A");
        git("commit", "-q", "-m", "more " + number);
        return new Git(folder).must("rev-parse", "HEAD^{tree}").strip();
    }

    ObjectNode request() {
        ObjectNode request = Json.object();
        ObjectNode recipe = request.putObject("recipe");
        recipe.put("name", "rename-method");
        recipe.putObject("parameters")
                .put("method", "com.acme.Shape#area(double)")
                .put("newName", "surface");
        request.putObject("options").put("cache", false);
        request.putObject("repository_context").put("git_url", folder.toString());
        return request;
    }

    private void git(String... words) {
        Git.Result result = new Git(folder).run(ALONE, words);
        if (!result.ok()) {
            throw new IllegalStateException("git " + words[0] + ": " + result.output());
        }
    }
}
