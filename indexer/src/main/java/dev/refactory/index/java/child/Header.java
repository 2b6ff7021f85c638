package dev.refactory.index.java.child;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.TreeInfo;
import dev.refactory.index.java.wire.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// What the rest of a repository needs to know of a file: its declarations, without bodies.
///
/// A file with syntax errors stays as it is, because what a parser makes of it depends on all of it.
/// Where things stand in the text is lost.
record Header(TypeNames names, String text) {
    /// Rough size on the heap, bytes.
    int weight() {
        return 200 + text.length() + names.types().size() * 64;
    }

    /// @param text without a byte order mark
    static Header of(Syntax syntax, String path, String text) {
        if (TypeNames.ofModule(path)) {
            return new Header(TypeNames.NONE, "");
        }
        Syntax.Silent<JCCompilationUnit> parsed =
                syntax.silently(new SourceFile(path, "", text), () -> syntax.parse(text));
        JCCompilationUnit unit = parsed.result();
        return new Header(names(unit), parsed.broken() ? text : withoutBodies(unit, text));
    }

    static TypeNames names(JCCompilationUnit unit) {
        List<String> types = new ArrayList<>();
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type && !type.name.isEmpty()) {
                types.add(type.name.toString());
            }
        }
        String packageName = unit.getPackage() == null
                ? ""
                : TreeInfo.fullName(unit.getPackage().pid).toString();
        return new TypeNames(packageName, types);
    }

    private static String withoutBodies(JCCompilationUnit unit, String text) {
        StringBuilder out = new StringBuilder(text.length() / 2);
        int at = 0;
        for (Cut cut : Cut.of(unit.endPositions, Openings.of(unit), text)) {
            out.append(text, at, cut.start()).append(cut.instead());
            at = cut.end();
        }
        return Comments.drop(out.append(text, at, text.length()).toString());
    }
}
