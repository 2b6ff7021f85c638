package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotatedType;
import com.sun.tools.javac.tree.JCTree.JCArrayTypeTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCTypeApply;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import dev.refactory.graph.model.Range;
import dev.refactory.index.java.child.lombok.Made;
import org.jspecify.annotations.Nullable;

/// An attributed file with the places of its words: where, exactly, a tree's name is written.
///
/// @param text without a byte order mark, as the compiler read it
/// @param made trees that are not in the text
record SourceUnit(JCCompilationUnit unit, String text, Tokens tokens, Made made) {
    SourceUnit(JCCompilationUnit unit, String text, Tokens tokens) {
        this(unit, text, tokens, Made.nothing());
    }

    int startOf(JCTree tree) {
        return TreeInfo.getStartPos(tree);
    }

    int endOf(JCTree tree) {
        return TreeInfo.getEndPos(tree, unit.endPositions);
    }

    /// The whole construct; null for trees the compiler made up.
    @Nullable
    Range extent(JCTree tree) {
        int start = startOf(tree);
        int end = endOf(tree);
        return start < 0 || end < start ? null : new Range(start, end);
    }

    /// The word at `offset` if it means `name`; else null: the compiler made the tree up.
    @Nullable
    Range wordAt(int offset, CharSequence name) {
        Range word = offset < 0 ? null : tokens.startingAt(offset);
        return word != null && tokens.means(word, name) ? word : null;
    }

    /// The last word of a tree that ends with its name: `b` in `a.b`, `m` in `a::m`.
    @Nullable
    Range lastWordOf(JCTree tree, CharSequence name) {
        int end = endOf(tree);
        Range word = end < 0 ? null : tokens.endingAt(end);
        return word != null && tokens.means(word, name) ? word : null;
    }

    /// The name in a type's declaration; null when it is not written (an anonymous or implicit class).
    @Nullable
    Range nameOf(JCClassDecl type) {
        if (type.name.isEmpty() || type.pos < 0) {
            return null;
        }
        Range word = tokens.firstAfter(type.pos);
        return word != null && tokens.means(word, type.name) ? word : null;
    }

    /// Where a variable's name begins. An enum constant's tree begins with its annotations; its
    /// type, which nobody wrote, stands where its name does.
    int placeOf(JCVariableDecl variable) {
        boolean constant = (variable.mods.flags & Flags.ENUM) != 0 && variable.vartype != null;
        return constant ? variable.vartype.pos : variable.pos;
    }

    @Nullable
    Range nameOf(JCTypeParameter parameter) {
        if (parameter.annotations.isEmpty()) {
            return wordAt(parameter.pos, parameter.name);
        }
        Range word = tokens.firstAfter(endOf(parameter.annotations.last()) - 1);
        return word != null && tokens.means(word, parameter.name) ? word : null;
    }

    /// The part of a type that carries its name: `Map.Entry` in `Map.Entry<K, V>[]`.
    static JCTree head(JCTree type) {
        return switch (type) {
            case JCTypeApply generic -> head(generic.clazz);
            case JCAnnotatedType annotated -> head(annotated.underlyingType);
            case JCArrayTypeTree array -> head(array.elemtype);
            default -> type;
        };
    }

    /// Where the simple name of a type is written; null for primitives and made-up trees.
    @Nullable
    Range nameOfType(JCTree type) {
        return switch (head(type)) {
            case JCIdent ident -> wordAt(ident.pos, ident.name);
            case JCFieldAccess select -> lastWordOf(select, select.name);
            default -> null;
        };
    }
}
