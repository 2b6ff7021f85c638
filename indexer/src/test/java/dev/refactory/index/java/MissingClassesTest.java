package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.SourceText;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A class path that speaks of classes it does not have: class files name each other, and some of them are missing. No
/// file may be lost for it.
class MissingClassesTest {
    private static final Source LOGGER =
            Attribution.source("package lib; public class Logger { public enum Level { DEBUG } }");
    private static final Source USER =
            Attribution.source("package lib; public class User { public Logger.Level level; }");

    @TempDir
    static Path compiled;

    @TempDir
    Path directory;

    /// The classes of sources, compiled as one program, as far as they are wanted.
    private Path jar(String name, List<Source> sources, Predicate<String> wanted) throws IOException {
        Path classes = compiled.resolve(name);
        if (Files.notExists(classes)) {
            compile(sources, Files.createDirectory(classes));
        }
        Path jar = directory.resolve("lib.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> found = Files.walk(classes)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String entry = classes.relativize(file).toString().replace('\\', '/');
                if (wanted.test(entry)) {
                    out.putNextEntry(new JarEntry(entry));
                    Files.copy(file, out);
                }
            }
        }
        return jar;
    }

    private static void compile(List<Source> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach(source -> files.add(new Text(source)));
        List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none", "-d", classes.toString());
        assertThat(compiler.getTask(null, null, _ -> {}, options, null, files).call())
                .isTrue();
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(Source source) {
            super(URI.create("string:///" + source.path()), Kind.SOURCE);
            this.text = SourceText.decode(source.bytes()).text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import static lib.Logger.Level.DEBUG;",
                "import static lib.Logger.Level.*;",
                "import static lib.Logger.*;",
                "import lib.Logger.Level.*;",
                "import lib.Logger.*;",
                "import lib.Logger.Level;"
            })
    void anImportOfWhatOnlyOtherClassesKnowIsAnErrorOfTheFile(String imported) throws IOException {
        Path jar = jar("small", List.of(LOGGER, USER), name -> name.equals("lib/User.class"));
        Source file = Attribution.source(
                "package p; import lib.User; " + imported + " class A { User user; int f = 1; int g() { return f; } }");
        Request request = new Request(List.of(file), List.of(), List.of(jar), 25);
        FileFacts facts = Attribution.shared().attribute(request, () -> false).getFirst();
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.diagnostics()).anyMatch(found -> found.severity() == Diagnostic.Severity.ERROR);
        assertThat(facts.occurrences()).extracting(Occurrence::symbol).contains("lib.User", "p.A#f", "p.A#g()");
    }

    static Stream<Long> seeds() {
        return Stream.iterate(Long.getLong("seed", 1), seed -> seed + 1).limit(Integer.getInteger("seeds", 2));
    }

    /// A real library, of which some files are the repository, some classes are on its class path, and some are gone.
    @ParameterizedTest
    @MethodSource("seeds")
    void noFileIsLostWhateverIsMissing(long seed) throws IOException {
        Random random = new Random(seed);
        int kept = random.nextInt(10, 90);
        TreeMap<String, Source> repository = new TreeMap<>();
        SourcesJar.commonsLang().stream()
                .filter(_ -> random.nextInt(100) < 30)
                .forEach(source -> repository.put(source.path(), source));
        Path jar = jar("lang", SourcesJar.commonsLang(), _ -> random.nextInt(100) < kept);
        Request request = new Request(List.copyOf(repository.values()), List.of(), List.of(jar), 25);
        List<FileFacts> facts = Attribution.shared().attribute(request, () -> false);
        assertThat(facts).hasSameSizeAs(repository.values());
        facts.forEach(of -> assertThat(of.problems()).as(of.path()).isEmpty());
    }

    @Test
    void theLibraryWholeHasNoErrors() throws IOException {
        List<Source> user = List.of(Attribution.source("package p; class A { Object o = lib.Logger.Level.DEBUG; }"));
        Request request = new Request(user, List.of(), List.of(jar("small", List.of(LOGGER, USER), _ -> true)), 25);
        assertThat(Attribution.shared()
                        .attribute(request, () -> false)
                        .getFirst()
                        .diagnostics())
                .isEmpty();
    }
}
