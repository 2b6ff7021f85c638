package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Dependencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/// Which types the compiler is working out, each on behalf of the one before: when it fails, the last of them is to
/// blame, not the file it was wanted for.
///
/// The compiler says when it begins with a type and when it is done, but a failure unwinds as if all were done. The
/// stack trace tells how many it had begun, and what was begun last at that depth is still known.
final class Completing extends Dependencies {
    /// Methods that work out a type, and what they call while they do (JDK 25: `ClassFinder`, `TypeEnter`). What else
    /// they call comes before or after.
    private static final Map<String, Set<String>> WORKING = Map.of(
            "com.sun.tools.javac.code.ClassFinder.complete",
            Set.of("completeOwners", "completeEnclosing", "fillIn"),
            "com.sun.tools.javac.comp.TypeEnter.complete",
            Set.of("completeEnvs"),
            "com.sun.tools.javac.comp.TypeEnter$Phase.doCompleteEnvs",
            Set.of("runPhase"),
            HeaderMemberEnter.class.getName() + ".enter",
            Set.of("memberEnter"),
            "com.sun.tools.javac.comp.Annotate.flush",
            Set.of());

    /// A trace has no more frames than this, unless the JVM is told otherwise (`-XX:MaxJavaStackTraceDepth`).
    private static final int MOST_FRAMES = 1024;

    private final List<ClassSymbol> begun = new ArrayList<>();
    private int depth;

    private Completing(Context context) {
        super(context);
    }

    /// For a compiler that is yet to be made.
    static void preRegister(Context context) {
        context.put(dependenciesKey, (Context.Factory<Dependencies>) Completing::new);
    }

    static Completing of(Context context) {
        return (Completing) Dependencies.instance(context);
    }

    @Override
    public void push(ClassSymbol type, CompletionCause phase) {
        if (depth < begun.size()) {
            begun.set(depth, type);
        } else {
            begun.add(type);
        }
        depth++;
    }

    @Override
    public void pop() {
        depth--;
    }

    /// The file of the type that was being worked out when the compiler failed; null when it was at none, or when
    /// nobody can tell.
    @Nullable
    JavaFileObject at(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] frames = root.getStackTrace();
        if (frames.length >= MOST_FRAMES) {
            return null;
        }
        int active = active(frames);
        if (active == 0 || active > begun.size()) {
            return null;
        }
        ClassSymbol type = begun.get(active - 1);
        return type.sourcefile != null ? type.sourcefile : type.classfile;
    }

    private static int active(StackTraceElement[] frames) {
        int active = 0;
        for (int i = 1; i < frames.length; i++) {
            Set<String> calls = WORKING.get(frames[i].getClassName() + "." + frames[i].getMethodName());
            if (calls != null) {
                boolean working = calls.contains(frames[i - 1].getMethodName());
                if (active == 0 && !working) {
                    return 0;
                }
                active += working ? 1 : 0;
            }
        }
        return active;
    }
}
