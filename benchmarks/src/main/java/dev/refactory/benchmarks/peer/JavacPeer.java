package dev.refactory.benchmarks.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The compiler itself: every file in one task, parsed and analysed, then every tree walked once for the symbols of
/// its names. Nothing is kept of a run but what it printed.
public final class JavacPeer {
    /// All errors are counted, and none keeps the rest from being analysed.
    private static final List<String> OPTIONS =
            List.of("-proc:none", "-Xlint:none", "-nowarn", "-Xmaxerrs", "10000000", "--should-stop=ifError=FLOW");

    private final Ticker ticker = SystemTime.ticker();

    private JavacPeer() {}

    /// Prints one JSON object a run:
    /// `{"run","seconds","walkSeconds","files","names","unresolved","errors","errorsByModule"}`.
    ///
    /// @param arguments sources, file with the class path in one line, release, runs
    public static void main(String[] arguments) throws IOException {
        Subject subject = Subject.of(arguments);
        JavacPeer peer = new JavacPeer();
        for (int run = 0; run < subject.runs(); run++) {
            System.out.println(Json.write(peer.run(subject).put("run", run)));
        }
    }

    private ObjectNode run(Subject subject) throws IOException {
        Map<String, Integer> errors = new TreeMap<>();
        List<String> options = new java.util.ArrayList<>(OPTIONS);
        options.addAll(List.of("--release", Integer.toString(subject.release())));
        long began = ticker.nanos();
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, subject.classPath());
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            files,
                            found -> count(found, subject.root(), errors),
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(subject.files()));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            long analyzed = ticker.nanos();
            Names names = new Names(Trees.instance(task));
            for (CompilationUnitTree unit : units) {
                names.scan(unit, null);
            }
            ObjectNode said = Json.object();
            said.put("seconds", (analyzed - began) / 1e9);
            said.put("walkSeconds", (ticker.nanos() - analyzed) / 1e9);
            said.put("files", subject.files().size());
            said.put("names", names.found);
            said.put("unresolved", names.unresolved);
            said.put(
                    "errors",
                    errors.values().stream().mapToInt(Integer::intValue).sum());
            said.set("errorsByModule", Json.toTree(errors));
            return said;
        }
    }

    private static void count(Diagnostic<? extends JavaFileObject> found, Path root, Map<String, Integer> errors) {
        if (found.getKind() != Diagnostic.Kind.ERROR) {
            return;
        }
        JavaFileObject file = found.getSource();
        String module = file == null
                ? "none"
                : root.relativize(Path.of(file.toUri())).getName(0).toString();
        errors.merge(module, 1, Integer::sum);
        if (Boolean.getBoolean("errors")) {
            System.err.println(found.toString().lines().collect(Collectors.joining(" ")));
        }
    }

    /// Every name that can mean a symbol.
    private static final class Names extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Trees trees;
        private long found;
        private long unresolved;

        Names(Trees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
            count();
            return super.visitIdentifier(tree, nothing);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
            count();
            return super.visitMemberSelect(tree, nothing);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
            count();
            return super.visitMemberReference(tree, nothing);
        }

        private void count() {
            Element element = trees.getElement(getCurrentPath());
            found++;
            if (element == null || element.asType().getKind() == javax.lang.model.type.TypeKind.ERROR) {
                unresolved++;
            }
        }
    }
}
