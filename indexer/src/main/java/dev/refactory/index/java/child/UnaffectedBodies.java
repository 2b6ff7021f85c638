package dev.refactory.index.java.child;

import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.List;
import dev.refactory.graph.model.Range;
import java.util.ArrayList;
import java.util.Collection;

/// Bodies of methods a change of some names cannot reach, taken out of a parsed file before it is
/// attributed.
///
/// What a body's names mean depends on its text and on what those names find among the declarations
/// of its file and of others. Nothing outside a method depends on its body but the numbers of the
/// types declared in it and what those override, so a body that declares types stays. Constructors
/// stay too: final fields may be set there.
final class UnaffectedBodies {
    private final String text;
    private final JCCompilationUnit unit;
    private final Collection<String> names;
    private final TreeMaker make;
    private final java.util.List<Range> removed = new ArrayList<>();

    private UnaffectedBodies(String text, JCCompilationUnit unit, Collection<String> names, TreeMaker make) {
        this.text = text;
        this.unit = unit;
        this.names = names;
        this.make = make;
    }

    /// @param text of the file, without syntax errors
    /// @param names whose meaning may have changed: whatever the text of a body has any of stays
    /// @return the extents of the bodies that were taken out, in `text`, disjoint and in order
    static java.util.List<Range> remove(String text, JCCompilationUnit unit, Collection<String> names, TreeMaker make) {
        UnaffectedBodies bodies = new UnaffectedBodies(text, unit, names, make);
        unit.defs.forEach(bodies::of);
        bodies.removed.sort(null);
        return java.util.List.copyOf(bodies.removed);
    }

    private void of(JCTree member) {
        if (member instanceof JCClassDecl type) {
            type.defs.forEach(this::of);
        } else if (member instanceof JCMethodDecl method && method.body != null && !TreeInfo.isConstructor(method)) {
            of(method.body);
        }
    }

    private void of(JCBlock body) {
        Range extent = new Range(body.pos, TreeInfo.getEndPos(body, unit.endPositions));
        if (!mentioned(extent) && !declaresTypes(body)) {
            removed.add(extent);
            // It returns nothing and needs no return: any method may do it.
            body.stats = List.of(make.at(body.pos).Throw(make.Literal(TypeTag.BOT, null)));
        }
    }

    private boolean mentioned(Range extent) {
        String body = text.substring(extent.start(), extent.end());
        // A name may be written in escapes.
        return body.contains("\\u") || names.stream().anyMatch(body::contains);
    }

    private static boolean declaresTypes(JCBlock body) {
        boolean[] found = {false};
        new TreeScanner() {
            @Override
            public void scan(JCTree tree) {
                if (!found[0]) {
                    super.scan(tree);
                }
            }

            @Override
            public void visitClassDef(JCClassDecl type) {
                found[0] = true;
            }
        }.scan(body);
        return found[0];
    }
}
