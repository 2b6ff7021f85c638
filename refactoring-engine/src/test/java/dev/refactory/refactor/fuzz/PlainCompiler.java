package dev.refactory.refactor.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The compiler of this JDK, from texts in memory to classes in memory; shares no code with the
/// indexer.
final class PlainCompiler implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-implicit:none",
            "-nowarn",
            "-Xlint:none",
            "-g:none",
            // Two lambdas that a change makes alike would become one, and the numbers of those after it others.
            "-XDdeduplicateLambdas=false",
            "-Xmaxerrs",
            "100000");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ENGLISH, null);
    private final String classpath;

    PlainCompiler(List<Path> classpath) {
        this.classpath = classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /// A class the compiler wrote.
    ///
    /// @param source the path of the text it comes from
    record Written(String name, String source, byte[] bytes) {}

    /// @param errors `path:line message`, none when the classes are whole
    /// @param broken paths of texts with errors
    /// @param classes by binary name
    record Compiled(List<String> errors, Set<String> broken, SortedMap<String, Written> classes) {}

    /// @param texts what is compiled, by path
    /// @param compiled further classes that it sees
    Compiled compile(Map<String, String> texts, Map<String, Written> compiled) {
        List<Text> units = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (path.endsWith(".java")) {
                units.add(new Text(path, text));
            }
        });
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-classpath", classpath));
        Memory memory = new Memory(files, compiled);
        compiler.getTask(Writer.nullWriter(), memory, heard, options, null, units)
                .call();
        List<String> errors = new ArrayList<>();
        Set<String> broken = new TreeSet<>();
        for (Diagnostic<? extends JavaFileObject> each : heard.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                String path = each.getSource() instanceof Text text ? text.path : "";
                broken.add(path);
                errors.add(path + ":" + each.getLineNumber() + " " + each.getMessage(Locale.ENGLISH));
            }
        }
        return new Compiled(errors, broken, memory.written());
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
        private final String name;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private byte[] bytes = {};

        Binary(String name) {
            super(uri(name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public OutputStream openOutputStream() {
            return out;
        }
    }

    /// Classes in memory, before those of the class path.
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, List<JavaFileObject>> byPackage = new HashMap<>();
        private final Map<Binary, String> written = new HashMap<>();

        Memory(JavaFileManager files, Map<String, Written> compiled) {
            super(files);
            compiled.forEach((name, each) -> {
                Binary binary = new Binary(name);
                binary.bytes = each.bytes();
                String inPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                byPackage.computeIfAbsent(inPackage, p -> new ArrayList<>()).add(binary);
            });
        }

        SortedMap<String, Written> written() {
            SortedMap<String, Written> classes = new TreeMap<>();
            written.forEach((binary, source) ->
                    classes.put(binary.name, new Written(binary.name, source, binary.out.toByteArray())));
            return classes;
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
            List<JavaFileObject> own = byPackage.get(packageName);
            if (location != StandardLocation.CLASS_PATH || own == null || !kinds.contains(JavaFileObject.Kind.CLASS)) {
                return others;
            }
            List<JavaFileObject> all = new ArrayList<>(own);
            others.forEach(all::add);
            return all;
        }

        @Override
        public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof Binary binary ? binary.name : super.inferBinaryName(location, file);
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
            written.put(binary, sibling instanceof Text text ? text.path : "");
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
