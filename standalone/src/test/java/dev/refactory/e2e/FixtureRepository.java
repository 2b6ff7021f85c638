package dev.refactory.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Git repository made for a test, with the `git` command, as a user would have it.
final class FixtureRepository {
    private static final String SHAPES = """
        package com.acme;

        import java.util.List;
        import java.util.function.DoubleUnaryOperator;

        public final class Shapes {
            private Shapes() {}

            public static double sum(List<? extends Shape> shapes) {
                return shapes.stream().mapToDouble(shape -> shape.area(1)).sum();
            }

            public static DoubleUnaryOperator scaling(Shape shape) {
                return shape::area;
            }

            public static Shape unit() {
                return new Shape() {
                    @Override
                    public double area(double scale) {
                        return scale;
                    }
                };
            }
        }
        """;

    private final Path folder;

    private FixtureRepository(Path folder) {
        this.folder = folder;
    }

    /// Commits these files, by path, in a new repository in `folder`.
    static FixtureRepository of(Path folder, Map<String, byte[]> files) throws IOException, InterruptedException {
        FixtureRepository repository = new FixtureRepository(Files.createDirectories(folder));
        repository.git("init", "-q", "-b", "main");
        repository.commit(files);
        return repository;
    }

    static FixtureRepository empty(Path folder) throws IOException, InterruptedException {
        FixtureRepository repository = new FixtureRepository(Files.createDirectories(folder));
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    void commit(Map<String, byte[]> files) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        git("add", "-A");
        git("commit", "-q", "-m", "Fixture");
    }

    Path folder() {
        return folder;
    }

    /// Runs git here and answers what it printed.
    /// @throws IllegalStateException when git fails
    String git(String... arguments) throws IOException, InterruptedException {
        return git(new byte[0], arguments);
    }

    String git(byte[] input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("git", "-C", folder.toString(), "-c", "user.name=Test", "-c", "user.email=test@example.org"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z");
        builder.environment().put("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /// A small library in which `com.acme.Shape#area(double)` is declared, implemented, overridden,
    /// called, referenced, imported and documented, over `users` more files that call it.
    static Map<String, byte[]> shapes(int users) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("src/main/java/com/acme/Shape.java", """
                package com.acme;

                /** Something with an area. See {@link #area(double)}. */
                public interface Shape {
                    /** The area, times {@code scale}. */
                    double area(double scale);

                    default double twice() {
                        return area(2);
                    }
                }
                """);
        files.put("src/main/java/com/acme/Square.java", """
                package com.acme;

                public class Square implements Shape {
                    private final double side;

                    public Square(double side) {
                        this.side = side;
                    }

                    /** {@inheritDoc} Unlike {@link Shape#area(double) the general one}. */
                    @Override
                    public double area(double scale) {
                        return side * side * scale;
                    }

                    /** Another overload, which keeps its name. */
                    public double area() {
                        return area(1);
                    }

                    public static double areaOf(double side) {
                        return new Square(side).area(1);
                    }
                }
                """);
        files.put("src/main/java/com/acme/Shapes.java", SHAPES);
        users(users).forEach(files::put);
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private static Map<String, String> users(int users) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < users; i++) {
            files.put("src/main/java/com/acme/user/User%03d.java".formatted(i), """
                    package com.acme.user;

                    import com.acme.Shape;
                    import com.acme.Square;

                    public class User%03d {
                        public double use(Shape shape, Square square) {
                            return shape.area(%d) + square.area() + square.area(%d) + Square.areaOf(1);
                        }
                    }
                    """.formatted(i, i, i));
        }
        return files;
    }
}
