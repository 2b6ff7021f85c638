package dev.refactory.index.java.child;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.api.JavacTrees;
import com.sun.tools.javac.api.MultiTaskListener;
import com.sun.tools.javac.code.DeferredCompletionFailureHandler;
import com.sun.tools.javac.comp.Attr;
import com.sun.tools.javac.comp.AttrContext;
import com.sun.tools.javac.comp.Env;
import com.sun.tools.javac.main.JavaCompiler;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.util.Context;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.Range;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/// One run of the compiler: some files attributed against the headers of the others.
final class Analysis {
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-implicit:none",
            "-Xprefer:source",
            "-Xlint:none",
            "-nowarn",
            "-XDsuppressNotes=true",
            "--should-stop=ifError=FLOW",
            "-Xmaxerrs",
            "1000000",
            "-Xmaxwarns",
            "1000000");

    private final RepositoryFiles files;
    private final AttributeRequest request;
    private final int level;
    private final Syntax syntax;
    private final Position position;

    /// Takes what is known of a file.
    interface Answers {
        void take(Input input, Answer answer);
    }

    /// @param files what the compiler can see besides the files to attribute
    /// @param level of the language
    Analysis(RepositoryFiles files, AttributeRequest request, int level, Syntax syntax, Position position) {
        this.files = files;
        this.request = request;
        this.level = level;
        this.syntax = syntax;
        this.position = position;
    }

    /// Hands out the facts of every input, each as soon as it is attributed, then of every module's declaration.
    /// What the compiler says of a file later, on its way through others, is not about that file alone.
    void run(List<Input> inputs, List<Input> modules, Answers answers) {
        Diagnostics diagnostics = new Diagnostics(inputs);
        Context context = new Context();
        UnknownImports.preRegister(context);
        Completing.preRegister(context);
        HeaderEnter.preRegister(context);
        List<String> options = new ArrayList<>(OPTIONS);
        String release = Integer.toString(level);
        options.addAll(List.of("-source", release, "-target", release));
        List<JavaFileObject> sources = new ArrayList<>();
        inputs.forEach(input -> sources.add(input.file()));
        if (sources.isEmpty()) {
            // The compiler asks for one.
            sources.add(new SourceFile("Nothing.java", "", ""));
        }
        JavacTaskImpl task = (JavacTaskImpl)
                Platforms.compiler().getTask(Writer.nullWriter(), files, diagnostics, options, null, sources, context);
        task.setLocale(Locale.ENGLISH);
        try {
            if (inputs.isEmpty()) {
                task.enter(task.parse());
            } else {
                run(inputs, task, context, diagnostics, answers);
            }
            Symbols symbols = new Symbols(context);
            modules.forEach(module -> answers.take(module, module(module, task.getElements(), context, symbols)));
        } catch (CancellationException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            blame(Completing.of(context).at(e));
            throw e;
        } finally {
            JavaCompiler.instance(context).close();
        }
    }

    private void blame(@Nullable JavaFileObject file) {
        if (file instanceof SourceFile source) {
            for (int i = 0; i < request.files(); i++) {
                if (request.file(i).file().path().equals(source.path())) {
                    position.at(Phase.COMPLETING, i);
                }
            }
        }
    }

    private Answer module(Input input, Elements elements, Context context, Symbols symbols) {
        position.at(Phase.ATTRIBUTING, input.index());
        Syntax modules = syntax.withModules();
        FactSink sink = ModuleFacts.of(elements, context, symbols, modules, input);
        int[] mentions = Mentions.of(input.text(), Tokens.of(modules, input.file(), input.text()));
        // What it says has no meaning to other files, so errors in it reach none.
        Outline outline = new Outline("", List.of(), mentions, false);
        Diagnostics own = new Diagnostics(List.of(input));
        modules.errors(input.file(), input.text()).forEach(own::report);
        return new Answer(facts(input, sink, own), List.of(), outline);
    }

    private void run(
            List<Input> inputs, JavacTaskImpl task, Context context, Diagnostics diagnostics, Answers answers) {
        Bodies bodies = new Bodies(context, inputs, request.packed(), position);
        MultiTaskListener.instance(context).add(bodies);
        position.at(Phase.PARSING, inputs.getFirst().index());
        List<JCCompilationUnit> units = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                units.add((JCCompilationUnit) unit);
            }
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
        diagnostics.parsed();
        TreeMaker make = TreeMaker.instance(context);
        position.at(Phase.ENTERING, inputs.getFirst().index());
        DeferredCompletionFailureHandler failures = DeferredCompletionFailureHandler.instance(context);
        failures.setHandler(failures.javacCodeHandler);
        task.enter(units);
        units.forEach(Bodies::settle);
        JavaCompiler compiler = JavaCompiler.instance(context);
        Attr attr = Attr.instance(context);
        Map<JCCompilationUnit, List<Env<AttrContext>>> wanted = wanted(compiler, units);
        Symbols symbols = new Symbols(context);
        JavacTrees trees = JavacTrees.instance(context);
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            JCCompilationUnit unit = units.get(i);
            position.at(Phase.ATTRIBUTING, input.index());
            settleHeaders(compiler);
            Bodies.Written written = bodies.putBack(unit, whole -> leftOut(input, whole, diagnostics, make));
            for (Env<AttrContext> env : wanted.getOrDefault(unit, List.of())) {
                Queue<Env<AttrContext>> attributed = new ArrayDeque<>();
                attributed.add(compiler.attribute(env));
                // The compiler does this only after an error in any file; facts may not depend on other files.
                attr.postAttr(env.tree);
                flow(compiler, attributed, input, diagnostics);
            }
            Tokens tokens = Tokens.of(syntax, input.file(), input.text());
            FactSink sink = collect(input, new SourceUnit(unit, input.text(), tokens, written.made()), symbols, trees);
            Outline outline = request.packed()
                    ? Outliner.of(input.text(), written, tokens, diagnostics.broken(input.path()))
                    : Outline.NONE;
            answers.take(input, new Answer(facts(input, sink, diagnostics), written.leftOut(), outline));
            bodies.drop(unit);
        }
    }

    /// The compiler's own tasks do not get here after an error, and it was not made to: of a second record of one name
    /// it expects what was never entered. The errors are known by then, and nothing else is taken from this step.
    private static void flow(
            JavaCompiler compiler, Queue<Env<AttrContext>> attributed, Input input, Diagnostics diagnostics) {
        try {
            compiler.flow(attributed);
        } catch (AssertionError | NullPointerException e) {
            if (!diagnostics.hasErrors(input.path())) {
                throw e;
            }
        }
    }

    private List<Range> leftOut(Input input, JCCompilationUnit unit, Diagnostics diagnostics, TreeMaker make) {
        if (!request.partly().contains(input.index()) || diagnostics.broken(input.path())) {
            return List.of();
        }
        return UnaffectedBodies.remove(input.text(), unit, request.names(), make).stream()
                .map(range -> new Range(range.start() + input.shift(), range.end() + input.shift()))
                .toList();
    }

    /// The work the compiler has queued for each unit; headers it read along the way are left alone.
    private static Map<JCCompilationUnit, List<Env<AttrContext>>> wanted(
            JavaCompiler compiler, List<JCCompilationUnit> units) {
        Map<JCCompilationUnit, List<Env<AttrContext>>> wanted = new IdentityHashMap<>();
        units.forEach(unit -> wanted.put(unit, new ArrayList<>()));
        while (!compiler.todo.isEmpty()) {
            Env<AttrContext> env = compiler.todo.remove();
            List<Env<AttrContext>> ofUnit = wanted.get(env.toplevel);
            if (ofUnit == null) {
                Bodies.settle(env.tree);
            } else if (!env.tree.hasTag(JCTree.Tag.MODULEDEF)) {
                ofUnit.add(env);
            }
        }
        return wanted;
    }

    /// Headers the compiler has read since: their bodies are not here, so there is nothing to attribute.
    private static void settleHeaders(JavaCompiler compiler) {
        while (!compiler.todo.isEmpty()) {
            Bodies.settle(compiler.todo.remove().tree);
        }
    }

    private static FactSink collect(Input input, SourceUnit source, Symbols symbols, JavacTrees trees) {
        FactSink sink = new FactSink(input.path(), input.shift(), symbols);
        JCCompilationUnit unit = source.unit();
        Collector collector = new Collector(source, sink, symbols);
        collector.scan(unit);
        DocFacts docs = new DocFacts(trees, source, sink);
        for (TreePath path : collector.declarations().documented()) {
            if (unit.docComments != null && unit.docComments.hasComment((JCTree) path.getLeaf())) {
                docs.of(path);
            }
        }
        return sink;
    }

    private static FileFacts facts(Input input, FactSink sink, Diagnostics diagnostics) {
        return new FileFacts(
                input.path(),
                input.blobId(),
                "java",
                input.lines(),
                sink.declared(),
                sink.occurrences(),
                sink.relations(),
                diagnostics.of(input.path()),
                input.problemsWith(diagnostics));
    }
}
