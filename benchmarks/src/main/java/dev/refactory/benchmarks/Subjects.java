package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.Git;
import dev.refactory.demo.DemoRepository;
import dev.refactory.demo.MavenSourceArchives;
import dev.refactory.index.dependency.MavenDependencies;
import dev.refactory.kit.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The repositories that are measured on, and the requests made of them.
final class Subjects {
    static final String METHOD = "com.google.common.base.Preconditions#checkState";
    static final String TYPE = "com.google.common.collect.Multimap";

    private static final int SMALL_FILES = 20;
    private static final String NOBODY = "benchmarks";

    private final DemoRepository.Made guava;
    private final Path small;

    private Subjects(DemoRepository.Made guava, Path small) {
        this.guava = guava;
        this.small = small;
    }

    static Subjects below(Path work) throws IOException {
        DemoRepository.Made guava =
                new DemoRepository(new MavenSourceArchives(new MavenDependencies(List.of(), null))).guavaBelow(work);
        return new Subjects(guava, small(work.resolve("small")));
    }

    DemoRepository.Made guava() {
        return guava;
    }

    /// A file that declares a method, and nineteen that call it.
    private static Path small(Path root) throws IOException {
        Path sources = root.resolve("src/main/java/com/acme/orders");
        Files.createDirectories(sources);
        Files.writeString(sources.resolve("Price.java"), """
                package com.acme.orders;

                public final class Price {
                    private final long cents;

                    public Price(long cents) {
                        this.cents = cents;
                    }

                    /** The sum of both. */
                    public Price plus(Price other) {
                        return new Price(cents + other.cents);
                    }

                    public long cents() {
                        return cents;
                    }
                }
                """);
        for (int i = 1; i < SMALL_FILES; i++) {
            Files.writeString(sources.resolve("Order" + i + ".java"), """
                    package com.acme.orders;

                    /** Order %1$d; see {@link Price#plus(Price)}. */
                    public final class Order%1$d {
                        private Price total = new Price(0);

                        public Price add(Price line) {
                            total = total.plus(line);
                            return total;
                        }

                        public long cents() {
                            return total.cents();
                        }
                    }
                    """.formatted(i));
        }
        new Git(root).must("init", "-q", "--initial-branch=main");
        commit(root, "Twenty files");
        return root;
    }

    /// Makes every Java file of the library another one, so that no stored snapshot answers for it.
    /// @param number of the variant, different for each
    void varyGuava(int number) throws IOException {
        try (Stream<Path> files = Files.walk(guava.path())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                Files.writeString(file, text + "// variant " + number + "\n", StandardCharsets.ISO_8859_1);
            }
        }
        commit(guava.path(), "Variant " + number);
    }

    private static void commit(Path root, String message) {
        Git git = new Git(root);
        git.must("add", "--all");
        git.must(
                "-c",
                "user.name=" + NOBODY,
                "-c",
                "user.email=" + NOBODY + "@localhost",
                "-c",
                "gc.auto=0",
                "commit",
                "-q",
                "-m",
                message);
    }

    /// The question of the demonstration's first job.
    ObjectNode findUsagesInGuava() {
        ObjectNode request = request(guava.path(), "find-usages", "compile");
        parameters(request).put("symbol", "com.google.common.base.Preconditions#checkNotNull(..)");
        return request;
    }

    /// A method that is used in 55 files, the demonstration's second job; never the same name twice.
    ObjectNode renameInGuava(int number, String verify) {
        return rename(guava.path(), METHOD + "(..)", "require" + verify + number, verify);
    }

    /// A method of the same library that is used in six files.
    ObjectNode renameLittle(int number, String verify) {
        return rename(guava.path(), "com.google.common.math.IntMath#log2(..)", "floor" + verify + number, verify);
    }

    /// A type that is used in dozens of files.
    ObjectNode renameTypeInGuava(int number, String verify) {
        ObjectNode request = request(guava.path(), "rename-type", verify);
        parameters(request).put("type", TYPE).put("newName", simpleName(TYPE) + verify + number);
        return request;
    }

    ObjectNode renameInSmall(int number, String verify) {
        String method = number % 2 == 0 ? "plus" : "cents";
        return rename(small, "com.acme.orders.Price#" + method + "(..)", "renamed" + verify + number, verify);
    }

    /// The jars the library compiles against.
    String guavaClassPath() throws IOException {
        byte[] pom = Files.readAllBytes(guava.path().resolve("pom.xml"));
        return new MavenDependencies(List.of(), null)
                .resolve(Map.of("pom.xml", pom), () -> false).jars().stream()
                        .map(jar -> jar.path().toString())
                        .collect(Collectors.joining(File.pathSeparator));
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    static ObjectNode rename(Path repository, String method, String newName, String verify) {
        ObjectNode request = request(repository, "rename-method", verify);
        parameters(request).put("method", method).put("newName", newName);
        return request;
    }

    private static ObjectNode request(Path repository, String recipe, String verify) {
        ObjectNode request = Json.object();
        request.putObject("options").put("verify", verify);
        request.putObject("recipe").put("name", recipe).putObject("parameters");
        request.putObject("repository_context").put("git_url", repository.toString());
        return request;
    }

    private static ObjectNode parameters(ObjectNode request) {
        return (ObjectNode) request.path("recipe").path("parameters");
    }
}
