package dev.refactory.benchmarks.differential;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The compiler of this JDK over a whole tree of texts, to classes in memory; it knows nothing of either
/// engine.
final class PlainJavac implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-implicit:none",
            "-g:none",
            "-nowarn",
            "-Xlint:none",
            "-Xmaxerrs",
            "100000",
            "--should-stop=ifError=FLOW");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ENGLISH, null);
    private final List<String> options = new ArrayList<>(OPTIONS);

    PlainJavac(List<Path> classPath, int release) {
        options.addAll(List.of("--release", Integer.toString(release)));
        options.addAll(List.of(
                "-classpath", classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
    }

    /// An error the compiler reports.
    record Error(String path, long line, String message) {
        @Override
        public String toString() {
            return path.substring(path.lastIndexOf('/') + 1) + ":" + line + " "
                    + message.lines().map(String::strip).collect(Collectors.joining("; "));
        }
    }

    /// @param classes by binary name; none when there are errors
    record Compiled(List<Error> errors, SortedMap<String, byte[]> classes) {}

    List<Error> errors(Map<String, String> texts) throws IOException {
        return compile(texts).errors();
    }

    Compiled compile(Map<String, String> texts) throws IOException {
        List<Text> units = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (path.endsWith(".java")) {
                units.add(new Text(path, text));
            }
        });
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        Memory memory = new Memory(files);
        var task = (com.sun.source.util.JavacTask)
                compiler.getTask(Writer.nullWriter(), memory, heard, options, null, units);
        List<Error> errors = new ArrayList<>();
        try {
            task.parse();
            task.analyze();
            if (heard.getDiagnostics().stream().noneMatch(each -> each.getKind() == Diagnostic.Kind.ERROR)) {
                task.generate();
            }
        } catch (RuntimeException e) {
            // Some wrong annotations are too much for it.
            errors.add(new Error("", 0, "the compiler itself failed: " + e));
        }
        for (Diagnostic<? extends JavaFileObject> each : heard.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                String path = each.getSource() instanceof Text text ? text.path : "";
                errors.add(new Error(path, each.getLineNumber(), each.getMessage(Locale.ENGLISH)));
            }
        }
        return new Compiled(errors, errors.isEmpty() ? memory.classes() : new TreeMap<>());
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static URI uri(String path) {
        try {
            return new URI("memory", null, "/" + path, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Text(String path, String text) {
            super(uri(path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
    }

    private static final class Binary extends SimpleJavaFileObject {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Binary(String name) {
            super(uri(name.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return out;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Binary> written = new TreeMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        SortedMap<String, byte[]> classes() {
            SortedMap<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, binary) -> classes.put(name, binary.out.toByteArray()));
            return classes;
        }

        @Override
        public boolean isSameFile(FileObject a, FileObject b) {
            boolean inMemory = a instanceof SimpleJavaFileObject || b instanceof SimpleJavaFileObject;
            return inMemory ? a == b : super.isSameFile(a, b);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            Binary binary = new Binary(className);
            written.put(className, binary);
            return binary;
        }

        @Override
        public boolean contains(Location location, FileObject file) throws IOException {
            return file instanceof SimpleJavaFileObject || super.contains(location, file);
        }

        /// The jars stay open for the next compilation.
        @Override
        public void close() {}
    }
}
