package dev.refactory.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Compiles a work tree with plain javac, as the independent judge of a patch.
final class Javac {
    private Javac() {}

    /// @throws AssertionError with javac's errors when it does not compile
    static void compile(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", Files.createTempDirectory("classes").toString()));
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        var errors = new java.io.ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError(errors.toString(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
