package dev.refactory.index.java.child;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.comp.AttrContext;
import com.sun.tools.javac.comp.Enter;
import com.sun.tools.javac.comp.Env;
import com.sun.tools.javac.parser.ParserFactory;
import com.sun.tools.javac.tree.DocCommentTable;
import com.sun.tools.javac.tree.EndPosTable;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Log;
import dev.refactory.graph.model.Range;
import dev.refactory.index.java.child.lombok.Lombok;
import dev.refactory.index.java.child.lombok.Made;
import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/// Takes the bodies out of every file the compiler has parsed, and puts them back into one file at a
/// time, for as long as that one is attributed. So the compiler holds the declarations of many files and
/// the bodies of one: every type is entered once for all of them, in little memory.
///
/// Nothing outside of a body depends on what is in it, but for constants, which stay. A class whose
/// bodies are out counts as attributed, or the compiler would attribute it, empty, as the superclass of
/// another.
///
/// Bodies are forgotten, and their file is parsed again when its turn comes; where there is room they are kept.
final class Bodies implements TaskListener {
    /// Characters of all files; a tree takes some thirty bytes for each.
    private static final long ROOM = 1 << 20;

    private final Context context;
    private final Position position;
    private final boolean keep;
    private final Lombok lombok;
    private final Map<JavaFileObject, Input> inputs = new HashMap<>();
    private final Map<JCCompilationUnit, Declared> declared = new IdentityHashMap<>();
    private final Map<JCCompilationUnit, Kept> kept = new IdentityHashMap<>();

    /// What was taken out of a parsed file.
    private record Kept(List<Openings.Body> bodies, EndPosTable ends, DocCommentTable comments) {}

    /// What is left of a parsed file.
    ///
    /// @param nodes its trees, in the order they are scanned
    /// @param openings where bodies were taken out, in order
    /// @param made what nobody wrote among them
    private record Declared(Input input, List<JCTree> nodes, List<JCTree> openings, Made made) {}

    /// @param inputs the files to attribute; of all others the bodies are gone for good
    /// @param wholeAgain each is needed as it was parsed when its bodies are back
    Bodies(Context context, Collection<Input> inputs, boolean wholeAgain, Position position) {
        this.context = context;
        this.position = position;
        this.keep = !wholeAgain
                && inputs.stream().mapToLong(input -> input.text().length()).sum() <= ROOM;
        this.lombok = new Lombok(context);
        inputs.forEach(input -> this.inputs.put(input.file(), input));
    }

    @Override
    public void started(TaskEvent event) {
        Input input = event.getKind() == TaskEvent.Kind.PARSE ? input(event.getSourceFile()) : null;
        if (input != null) {
            position.at(Phase.READING, input.index());
        }
    }

    private @Nullable Input input(JavaFileObject file) {
        Input input = inputs.get(file);
        return input != null && input.file() == file ? input : null;
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() != TaskEvent.Kind.PARSE) {
            return;
        }
        JCCompilationUnit unit = (JCCompilationUnit) event.getCompilationUnit();
        Made made = lombok.declare(unit);
        List<Openings.Body> bodies = Openings.empty(unit, TreeMaker.instance(context));
        Input input = input(unit.getSourceFile());
        boolean keeps = keep && input != null && !usesLombok(input);
        if (keeps) {
            kept.put(unit, new Kept(bodies, unit.endPositions, unit.docComments));
        }
        // They would keep what was taken out.
        unit.endPositions = Twins.NOWHERE;
        unit.docComments = null;
        if (input != null && !keeps) {
            List<JCTree> openings = bodies.stream().map(Openings.Body::opening).toList();
            declared.put(unit, new Declared(input, nodes(unit), openings, made));
        }
    }

    /// The types in an entered tree count as attributed until their bodies are put back.
    static void settle(JCTree tree) {
        eachType(tree, type -> type.sym.flags_field &= ~Flags.UNATTRIBUTED);
    }

    private static boolean usesLombok(Input input) {
        return input.text().contains("lombok");
    }

    /// A file whose bodies are put back: its declarations as they were parsed the second time, when it was, and apart
    /// from them their bodies.
    ///
    /// @param ends of all of it
    /// @param leftOut parts that are not to be attributed
    /// @param made what nobody wrote, here and in the entered file
    record Written(
            JCCompilationUnit unit, List<Openings.Body> bodies, EndPosTable ends, List<Range> leftOut, Made made) {}

    /// Puts the bodies of an entered file back.
    /// @param remove takes out of the parsed file what is not to be attributed, and says where it was
    Written putBack(JCCompilationUnit unit, Function<JCCompilationUnit, List<Range>> remove) {
        Kept here = kept.get(unit);
        Written written = here == null ? putBackParsed(unit, remove) : putBack(unit, here, remove);
        eachType(unit, type -> type.sym.flags_field |= Flags.UNATTRIBUTED);
        return written;
    }

    private static Written putBack(JCCompilationUnit unit, Kept kept, Function<JCCompilationUnit, List<Range>> remove) {
        unit.endPositions = kept.ends();
        unit.docComments = kept.comments();
        kept.bodies().forEach(body -> body.into(body.opening()));
        return new Written(unit, kept.bodies(), kept.ends(), remove.apply(unit), Made.nothing());
    }

    private Written putBackParsed(JCCompilationUnit unit, Function<JCCompilationUnit, List<Range>> remove) {
        Declared left = declaredIn(unit);
        JCCompilationUnit whole = parsed(left.input());
        List<Range> removed = remove.apply(whole);
        Made made = lombok.declare(whole);
        made.addAll(left.made());
        if (usesLombok(left.input())) {
            made.addAll(lombok.inside(whole));
        }
        List<Openings.Body> bodies = Openings.empty(whole, TreeMaker.instance(context));
        List<JCTree> nodes = nodes(whole);
        if (nodes.size() != left.nodes().size()
                || bodies.size() != left.openings().size()) {
            throw new IllegalStateException("A file was not parsed as before");
        }
        Twins twins = new Twins(whole.endPositions, whole.docComments);
        for (int i = 0; i < nodes.size(); i++) {
            twins.put(left.nodes().get(i), nodes.get(i));
        }
        unit.endPositions = twins;
        unit.docComments = twins;
        for (int i = 0; i < bodies.size(); i++) {
            bodies.get(i).into(left.openings().get(i));
        }
        return new Written(whole, bodies, whole.endPositions, removed, made);
    }

    /// Takes them out for good, with what the compiler keeps of them.
    void drop(JCCompilationUnit unit) {
        Enter enter = Enter.instance(context);
        for (Openings.Body body : Openings.empty(unit, TreeMaker.instance(context))) {
            body.eachType(type -> forget(type.sym == null ? null : enter.getEnv(type.sym)));
        }
        unit.endPositions = Twins.NOWHERE;
        unit.docComments = null;
        declared.remove(unit);
        kept.remove(unit);
    }

    /// The compiler keeps the environment of every type as long as it lives.
    private static void forget(@Nullable Env<AttrContext> env) {
        if (env != null) {
            env.tree = null;
            env.next = null;
            env.outer = null;
            env.enclClass = null;
            env.enclMethod = null;
        }
    }

    private Declared declaredIn(JCCompilationUnit unit) {
        Declared left = declared.get(unit);
        if (left == null) {
            throw new IllegalStateException("Not a file to attribute");
        }
        return left;
    }

    private JCCompilationUnit parsed(Input input) {
        Log log = Log.instance(context);
        JavaFileObject previous = log.useSource(input.file());
        // It said what it had to say the first time.
        Log.DeferredDiagnosticHandler unheard = log.new DeferredDiagnosticHandler();
        try {
            JCCompilationUnit unit = ParserFactory.instance(context)
                    .newParser(input.text(), true, true, true)
                    .parseCompilationUnit();
            unit.sourcefile = input.file();
            return unit;
        } finally {
            log.popDiagnosticHandler(unheard);
            log.useSource(previous);
        }
    }

    private static List<JCTree> nodes(JCCompilationUnit unit) {
        ArrayList<JCTree> nodes = new ArrayList<>();
        new TreeScanner() {
            @Override
            public void scan(JCTree tree) {
                if (tree != null) {
                    nodes.add(tree);
                    super.scan(tree);
                }
            }
        }.scan(unit);
        nodes.trimToSize();
        return nodes;
    }

    /// Types that are members of others or of the file.
    private static void eachType(JCTree tree, Consumer<JCClassDecl> reader) {
        switch (tree) {
            case JCCompilationUnit unit -> unit.defs.forEach(def -> eachType(def, reader));
            case JCClassDecl type -> {
                if (type.sym != null) {
                    reader.accept(type);
                }
                type.defs.forEach(def -> eachType(def, reader));
            }
            default -> {}
        }
    }
}
