package dev.refactory.benchmarks.peer;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.symbolsolver.JavaSymbolSolver;
import com.github.javaparser.symbolsolver.resolution.typesolvers.CombinedTypeSolver;
import com.github.javaparser.symbolsolver.resolution.typesolvers.JarTypeSolver;
import com.github.javaparser.symbolsolver.resolution.typesolvers.JavaParserTypeSolver;
import com.github.javaparser.symbolsolver.resolution.typesolvers.ReflectionTypeSolver;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// JavaParser with its symbol solver: file by file in an order drawn at random, parsed, and every name, call, field
/// access, creation and type resolved; until everything is done or the time is over.
public final class JavaParserPeer {
    private static final long SEED = 20_261_121;

    private final Ticker ticker = SystemTime.ticker();
    private final Subject subject;
    private final Duration limit;
    private long parseNanos;
    private long names;
    private long unresolved;

    private JavaParserPeer(Subject subject, Duration limit) {
        this.subject = subject;
        this.limit = limit;
    }

    /// Prints one JSON object: `{"seconds","parseSeconds","share","files","names","unresolved"}`.
    ///
    /// @param arguments sources, file with the class path in one line, release, minutes
    public static void main(String[] arguments) throws IOException {
        Subject subject = Subject.of(arguments);
        new JavaParserPeer(subject, Duration.ofMinutes(subject.runs())).run();
    }

    private void run() throws IOException {
        long began = ticker.nanos();
        JavaParser parser = parser();
        List<Path> files = new ArrayList<>(subject.files());
        Collections.shuffle(files, new Random(SEED));
        int done = 0;
        while (done < files.size() && ticker.nanos() - began < limit.toNanos()) {
            read(parser, files.get(done++));
        }
        System.out.println(Json.write(Json.object()
                .put("seconds", (ticker.nanos() - began) / 1e9)
                .put("parseSeconds", parseNanos / 1e9)
                .put("share", done / (double) files.size())
                .put("files", done)
                .put("names", names)
                .put("unresolved", unresolved)));
    }

    private JavaParser parser() throws IOException {
        CombinedTypeSolver solver = new CombinedTypeSolver(new ReflectionTypeSolver());
        for (Path root : roots()) {
            solver.add(new JavaParserTypeSolver(root, configuration()));
        }
        for (Path jar : subject.classPath()) {
            solver.add(new JarTypeSolver(jar));
        }
        return new JavaParser(configuration().setSymbolResolver(new JavaSymbolSolver(solver)));
    }

    private static ParserConfiguration configuration() {
        return new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21);
    }

    /// Directories that packages begin in.
    private Set<Path> roots() {
        Set<Path> roots = new TreeSet<>();
        for (Path file : subject.files()) {
            Path path = subject.root().relativize(file);
            for (int i = 1; i < path.getNameCount(); i++) {
                if (path.getName(i - 1).toString().equals("java")) {
                    roots.add(subject.root().resolve(path.subpath(0, i)));
                    break;
                }
            }
        }
        return roots;
    }

    private void read(JavaParser parser, Path file) throws IOException {
        long began = ticker.nanos();
        CompilationUnit unit = parser.parse(Files.readString(file)).getResult().orElse(null);
        parseNanos += ticker.nanos() - began;
        if (unit != null) {
            unit.walk(this::resolve);
        }
    }

    /// The solver reports what it cannot do in many ways, by stack overflows too.
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private void resolve(Node node) {
        try {
            switch (node) {
                case MethodCallExpr call -> call.resolve();
                case NameExpr name -> name.resolve();
                case FieldAccessExpr access -> access.resolve();
                case ObjectCreationExpr creation -> creation.resolve();
                case ClassOrInterfaceType type -> type.resolve();
                default -> names--;
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            unresolved++;
        }
        names++;
    }
}
