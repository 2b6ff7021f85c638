package dev.refactory.benchmarks.differential;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The compiler of this JDK over a whole tree of texts, parsed and analysed; it writes nothing, and knows nothing of
/// either engine.
final class PlainJavac implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-implicit:none",
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

    List<Error> errors(Map<String, String> texts) throws IOException {
        List<Text> units = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (path.endsWith(".java")) {
                units.add(new Text(path, text));
            }
        });
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        var task = (com.sun.source.util.JavacTask)
                compiler.getTask(Writer.nullWriter(), files, heard, options, null, units);
        task.parse();
        task.analyze();
        List<Error> errors = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> each : heard.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                String path = each.getSource() instanceof Text text ? text.path : "";
                errors.add(new Error(path, each.getLineNumber(), each.getMessage(Locale.ENGLISH)));
            }
        }
        return errors;
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
}
