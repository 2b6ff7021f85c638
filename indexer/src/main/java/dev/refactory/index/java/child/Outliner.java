package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import dev.refactory.graph.model.Outline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Makes the outline of a file from its header, which has nothing but declarations.
final class Outliner {
    /// Methods the language calls without naming them.
    private static final Set<String> CALLED_UNNAMED = Set.of("close", "iterator");

    private final String header;
    private final JCCompilationUnit unit;
    private final List<Outline.Type> types = new ArrayList<>();

    private Outliner(String header, JCCompilationUnit unit) {
        this.header = header;
        this.unit = unit;
    }

    /// @param header of the same text
    static Outline of(Syntax syntax, SourceFile file, String text, Tokens tokens, Header header) {
        int[] mentions = Mentions.of(text, tokens);
        // An escaped letter in a declaration would be another name here than for the compiler.
        boolean unreadable = header.text().contains("\\u");
        if (header.broken() || unreadable) {
            return new Outline(header.packageName(), named(header), mentions, true);
        }
        JCCompilationUnit unit =
                syntax.silently(file, () -> syntax.parse(header.text())).result();
        Outliner outliner = new Outliner(header.text(), unit);
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type) {
                outliner.type("", type);
            }
        }
        return new Outline(header.packageName(), outliner.types, mentions, false);
    }

    private static List<Outline.Type> named(Header header) {
        return header.types().stream()
                .map(name -> new Outline.Type(name, 0, new int[0], List.of()))
                .toList();
    }

    private record Slice(int start, int end) {}

    private Slice slice(JCTree tree) {
        int start = TreeInfo.getStartPos(tree);
        int end = TreeInfo.getEndPos(tree, unit.endPositions);
        return new Slice(Math.max(0, start), Math.max(start, end));
    }

    private String text(JCTree tree) {
        Slice slice = slice(tree);
        return header.substring(slice.start(), slice.end());
    }

    private void type(String prefix, JCClassDecl tree) {
        String name = prefix + tree.name;
        int place = types.size();
        StringBuilder shape = new StringBuilder(outside(tree));
        Map<String, StringBuilder> members = new TreeMap<>();
        List<JCClassDecl> nested = new ArrayList<>();
        boolean isInterface = (tree.mods.flags & Flags.INTERFACE) != 0;
        for (JCTree def : tree.defs) {
            switch (def) {
                case JCMethodDecl method -> {
                    String called = TreeInfo.isConstructor(method) ? tree.name.toString() : method.name.toString();
                    members.computeIfAbsent(called, _ -> new StringBuilder())
                            .append(text(method))
                            .append('\n');
                    if (isInterface && method.body == null || CALLED_UNNAMED.contains(called)) {
                        shape.append(text(method));
                    }
                }
                case JCVariableDecl field -> {
                    String declared = text(field);
                    members.computeIfAbsent(field.name.toString(), _ -> new StringBuilder())
                            .append(declared)
                            .append('\n');
                    if ((field.mods.flags & (Flags.ENUM | Flags.RECORD)) != 0) {
                        shape.append(declared).append(',');
                    }
                }
                case JCClassDecl inner -> nested.add(inner);
                default -> {}
            }
        }
        List<Outline.Member> outlined = new ArrayList<>();
        members.forEach((each, written) -> outlined.add(
                new Outline.Member(each.hashCode(), Mentions.hash(written), Mentions.wordsOf(written.toString()))));
        types.add(place, new Outline.Type(name, Mentions.hash(shape), Mentions.wordsOf(shape.toString()), outlined));
        nested.forEach(inner -> type(name + ".", inner));
    }

    /// What is written of a type outside of its members.
    private String outside(JCClassDecl tree) {
        List<Slice> inside = new ArrayList<>();
        for (JCTree def : tree.defs) {
            inside.add(slice(def));
        }
        inside.sort(Comparator.comparingInt(Slice::start));
        Slice all = slice(tree);
        StringBuilder out = new StringBuilder();
        int at = all.start();
        for (Slice member : inside) {
            if (member.start() > at) {
                out.append(header, at, member.start());
            }
            at = Math.max(at, member.end());
        }
        if (at < all.end()) {
            out.append(header, at, all.end());
        }
        // How many members there were shows in what stood between them.
        return out.toString().replaceAll("[;,]", " ").replaceAll("\\s+", " ");
    }
}
