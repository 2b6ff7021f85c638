package dev.refactory.index.java.oracle;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// One ordinary compiler task over every file at once.
public final class Oracle {
    private Oracle() {}

    /// @param errors what does not compile, `path:line code`
    /// @param files by path; none when there are errors
    public record Answer(List<String> errors, Map<String, Found.Answer> files) {}

    /// @param sources texts by path
    public static Answer read(Map<String, String> sources, List<Path> classpath, int release) {
        Map<URI, String> paths = new HashMap<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) -> {
            URI uri = URI.create("memory:///" + path);
            paths.put(uri, path);
            files.add(new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text.substring(marked(text));
                }
            });
        });
        String jars = classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                List.of("--release", Integer.toString(release), "-proc:none", "-Xlint:none", "-classpath", jars);
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        JavacTask task =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, heard, options, null, files);
        List<CompilationUnitTree> units = new ArrayList<>();
        try {
            task.parse().forEach(units::add);
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> errors = heard.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Oracle::error)
                .toList();
        Map<String, Found.Answer> answers = new TreeMap<>();
        for (CompilationUnitTree unit : errors.isEmpty() ? units : List.<CompilationUnitTree>of()) {
            String path = String.valueOf(paths.get(unit.getSourceFile().toUri()));
            answers.put(path, read(task, unit, String.valueOf(sources.get(path))));
        }
        return new Answer(errors, answers);
    }

    private static String error(Diagnostic<? extends JavaFileObject> diagnostic) {
        String path =
                diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
        return path + ":" + diagnostic.getLineNumber() + " " + diagnostic.getMessage(Locale.ENGLISH);
    }

    /// Characters of a byte order mark, which the compiler does not take.
    private static int marked(String text) {
        return text.startsWith("\uFEFF") ? 1 : 0;
    }

    private static Found.Answer read(JavacTask task, CompilationUnitTree unit, String text) {
        int shift = marked(text);
        DocTrees trees = DocTrees.instance(task);
        Written written = new Written(text.substring(shift));
        Spelling spelling = new Spelling(task.getTypes(), task.getElements());
        Locals locals = new Locals(trees, new Declared(written, unit, trees.getSourcePositions()), spelling, shift);
        locals.scan(unit, null);
        locals.name();
        Declared declared = new Declared(written, unit, trees.getSourcePositions());
        Found found = new Found(spelling, shift);
        Families families = new Families(task.getTypes(), task.getElements(), found);
        Members members = new Members(trees, task.getElements(), written, declared, found, locals, families);
        Imports imports = new Imports(trees, task.getElements(), written, declared, found);
        new Names(trees, written, declared, found, members, imports).scan(unit, null);
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitPackage(PackageTree tree, @Nullable Void nothing) {
                DocNames.of(trees, unit, written, found, getCurrentPath());
                return null;
            }

            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
                DocNames.of(trees, unit, written, found, getCurrentPath());
                return super.visitClass(tree, nothing);
            }

            @Override
            public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
                DocNames.of(trees, unit, written, found, getCurrentPath());
                return super.visitMethod(tree, nothing);
            }

            @Override
            public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
                DocNames.of(trees, unit, written, found, getCurrentPath());
                return super.visitVariable(tree, nothing);
            }
        }.scan(unit, null);
        return found.answer();
    }
}
