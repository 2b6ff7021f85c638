package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree.JCAnnotation;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCLiteral;
import com.sun.tools.javac.tree.JCTree.JCNewArray;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One of Lombok's annotations as it is written. An argument that is no literal counts as left out.
///
/// @param name without its package: `Getter`, `Builder.Default`
record Use(String name, JCAnnotation tree) {
    /// In place of flags: nothing is to be made.
    static final long NONE = -1;

    private @Nullable JCExpression argument(String name) {
        for (JCExpression argument : tree.args) {
            if (argument instanceof JCAssign assign && assign.lhs instanceof JCIdent ident) {
                if (ident.name.contentEquals(name)) {
                    return assign.rhs;
                }
            } else if (name.equals("value")) {
                return argument;
            }
        }
        return null;
    }

    boolean has(String name) {
        return argument(name) != null;
    }

    String string(String name, String otherwise) {
        String text = text(argument(name));
        return text == null ? otherwise : text;
    }

    /// Of a list, or of a single string in its place.
    List<String> strings(String name) {
        JCExpression argument = argument(name);
        Stream<JCExpression> elements = argument instanceof JCNewArray array && array.elems != null
                ? array.elems.stream()
                : Stream.ofNullable(argument);
        return elements.flatMap(element -> Stream.ofNullable(text(element))).toList();
    }

    private static @Nullable String text(@Nullable JCExpression expression) {
        return expression instanceof JCLiteral literal && literal.value instanceof String text ? text : null;
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        return argument(name) instanceof JCLiteral literal && literal.typetag == TypeTag.BOOLEAN
                ? (Boolean) literal.getValue()
                : otherwise;
    }

    /// Flags of an access level, or [#NONE].
    long access(String name) {
        return access(name, Flags.PUBLIC);
    }

    long access(String name, long otherwise) {
        String level = constant(name);
        return switch (level) {
            case "PUBLIC" -> Flags.PUBLIC;
            case "PROTECTED" -> Flags.PROTECTED;
            case "PACKAGE", "MODULE" -> 0;
            case "PRIVATE" -> Flags.PRIVATE;
            case "NONE" -> NONE;
            default -> otherwise;
        };
    }

    /// The simple name of the constant an argument names; empty when it is left out.
    String constant(String name) {
        JCExpression argument = argument(name);
        return switch (argument) {
            case JCIdent ident -> ident.name.toString();
            case JCFieldAccess select -> select.name.toString();
            case null, default -> "";
        };
    }
}
