package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotation;
import com.sun.tools.javac.tree.JCTree.JCExpressionStatement;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.ListBuffer;
import java.util.Set;

/// What annotations of methods bring: fields to lock on, and exceptions nobody need declare.
final class Methods {
    private final Shapes shapes;

    Methods(Shapes shapes) {
        this.shapes = shapes;
    }

    void locks(Target type) {
        for (JCTree def : type.tree().defs) {
            if (def instanceof JCMethodDecl method) {
                type.usesOf(method.mods).forEach(use -> lock(type, method, use));
            }
        }
    }

    private void lock(Target type, JCMethodDecl method, Use use) {
        String locked = switch (use.name()) {
            case "Synchronized" -> "java.lang.Object";
            case "Locked" -> "java.util.concurrent.locks.Lock";
            case "Locked.Read", "Locked.Write" -> "java.util.concurrent.locks.ReadWriteLock";
            default -> "";
        };
        boolean isStatic = (method.mods.flags & Flags.STATIC) != 0;
        String name = isStatic ? "$LOCK" : "$lock";
        if (!locked.isEmpty() && !use.has("value") && type.isClassOrEnum() && !type.hasField(name)) {
            Shapes at = shapes.at(use);
            type.add(
                    isStatic
                            ? at.constant(Flags.PRIVATE, at.type(locked), name, null)
                            : at.filled(Flags.PRIVATE | Flags.FINAL, at.type(locked), name),
                    null);
        }
    }

    /// Whatever the body throws, nobody has to catch it.
    void sneaky(JCMethodDecl method, LombokNames names, Made made) {
        for (JCAnnotation annotation : method.mods.annotations) {
            if (method.body != null && "SneakyThrows".equals(names.of(annotation.annotationType, null))) {
                wrap(method, shapes.at(new Use("SneakyThrows", annotation)), made);
                return;
            }
        }
    }

    /// A constructor calls another one before anything else.
    private static void wrap(JCMethodDecl method, Shapes at, Made made) {
        ListBuffer<JCStatement> first = new ListBuffer<>();
        List<JCStatement> rest = method.body.stats;
        while (TreeInfo.isConstructor(method) && calls(rest)) {
            first.append(rest.head);
            rest = rest.tail;
        }
        if (rest.nonEmpty()) {
            var caught = at.parameter("$thrown", at.type("java.lang.Throwable"));
            made.add(caught, caught);
            method.body.stats = first.append(at.caught(rest, caught)).toList();
        }
    }

    /// A constructor is still to be called by one of the statements.
    private static boolean calls(List<JCStatement> statements) {
        return statements.stream()
                .anyMatch(each -> each instanceof JCExpressionStatement expression
                        && expression.expr instanceof JCMethodInvocation call
                        && Set.of("this", "super").contains(String.valueOf(TreeInfo.name(call.meth))));
    }
}
