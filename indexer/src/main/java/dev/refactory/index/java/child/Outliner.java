package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.EndPosTable;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCModifiers;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import dev.refactory.graph.model.Outline;
import dev.refactory.index.java.child.lombok.Made;
import dev.refactory.index.java.wire.TypeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes the outline of a file from its declarations, bodies left out.
final class Outliner {
    /// Methods the language calls without naming them.
    private static final Set<String> CALLED_UNNAMED = Set.of("close", "iterator");

    private final String text;
    private final Tokens tokens;
    private final EndPosTable ends;
    private final List<Cut> cuts;
    private final Made made;
    private final List<Outline.Type> types = new ArrayList<>();

    private Outliner(String text, Tokens tokens, Bodies.Written written) {
        this.text = text;
        this.tokens = tokens;
        this.ends = written.ends();
        this.cuts = Cut.of(ends, written.bodies(), text);
        this.made = written.made();
    }

    /// @param tokens of `text`
    /// @param broken it has syntax errors
    static Outline of(String text, Bodies.Written written, Tokens tokens, boolean broken) {
        int[] mentions = Mentions.of(text, tokens);
        JCCompilationUnit unit = written.unit();
        TypeNames names = Header.names(unit);
        Outliner outliner = new Outliner(text, tokens, written);
        if (broken || outliner.escaped()) {
            return new Outline(names.packageName(), outliner.named(names, broken), mentions, true);
        }
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type) {
                outliner.type("", type);
            }
        }
        return new Outline(names.packageName(), outliner.types, mentions, false);
    }

    /// With syntax errors, where a body begins and ends is a guess.
    private List<Outline.Type> named(TypeNames names, boolean broken) {
        StringBuilder declared = new StringBuilder();
        if (broken) {
            declared.append(text);
        } else {
            append(declared, new Slice(0, text.length()));
        }
        long shape = Mentions.hash(declared);
        return names.types().stream()
                .map(name -> new Outline.Type(name, shape, new int[0], List.of()))
                .toList();
    }

    /// An escaped letter in a declaration would be another name here than for the compiler; in a literal it is none.
    private boolean escaped() {
        if (!text.contains("\\u")) {
            return false;
        }
        int at = 0;
        for (Cut cut : cuts) {
            if (escaped(at, cut.start())) {
                return true;
            }
            at = cut.end();
        }
        return escaped(at, text.length());
    }

    private boolean escaped(int from, int to) {
        AtomicBoolean escaped = new AtomicBoolean();
        tokens.each(from, to, (start, end) -> {
            char first = text.charAt(start);
            if (first != '"' && first != '\'' && text.indexOf("\\u", start, end) >= 0) {
                escaped.set(true);
            }
        });
        return escaped.get();
    }

    private record Slice(int start, int end) {}

    private Slice slice(JCTree tree) {
        int start = Math.max(0, TreeInfo.getStartPos(tree));
        return new Slice(start, Math.max(start, TreeInfo.getEndPos(tree, ends)));
    }

    /// The tokens of a slice outside the cuts, a space behind each, so that it does not matter how they are laid out.
    private void append(StringBuilder out, Slice slice) {
        int at = slice.start();
        for (int i = firstCutBehind(at); i < cuts.size() && cuts.get(i).start() < slice.end(); i++) {
            Cut cut = cuts.get(i);
            appendTokens(out, at, cut.start());
            out.append(cut.instead()).append(' ');
            at = cut.end();
        }
        appendTokens(out, at, slice.end());
    }

    private void appendTokens(StringBuilder out, int from, int to) {
        tokens.each(from, to, (start, end) -> out.append(text, start, end).append(' '));
    }

    private int firstCutBehind(int offset) {
        int low = 0;
        int high = cuts.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (cuts.get(middle).start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private String text(JCTree tree, JCModifiers modifiers) {
        if (made.contains(tree)) {
            return tree.toString();
        }
        StringBuilder out = new StringBuilder();
        deprecation(out, modifiers);
        append(out, slice(tree));
        return out.toString();
    }

    /// Written in a comment, it is part of the declaration all the same.
    private static void deprecation(StringBuilder out, JCModifiers modifiers) {
        if ((modifiers.flags & Flags.DEPRECATED) != 0) {
            out.append("/** @deprecated */ ");
        }
    }

    private void type(String prefix, JCClassDecl tree) {
        String name = prefix + tree.name;
        int place = types.size();
        StringBuilder shape = new StringBuilder(made.contains(tree) ? head(tree) : outside(tree));
        Map<String, StringBuilder> members = new TreeMap<>();
        List<JCClassDecl> nested = new ArrayList<>();
        boolean isInterface = (tree.mods.flags & Flags.INTERFACE) != 0;
        for (JCTree def : tree.defs) {
            switch (def) {
                case JCMethodDecl method -> {
                    String called = TreeInfo.isConstructor(method) ? tree.name.toString() : method.name.toString();
                    String declared = text(method, method.mods);
                    members.computeIfAbsent(called, _ -> new StringBuilder())
                            .append(declared)
                            .append('\n');
                    if (isInterface && method.body == null || CALLED_UNNAMED.contains(called)) {
                        shape.append(declared);
                    }
                }
                case JCVariableDecl field -> {
                    String declared = text(field, field.mods);
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

    /// What would be written of a type nobody wrote, outside of its members.
    private static String head(JCClassDecl tree) {
        return tree.mods + " " + tree.name + tree.typarams + tree.extending;
    }

    /// What is written of a type outside of its members.
    private String outside(JCClassDecl tree) {
        List<Slice> inside = new ArrayList<>();
        for (JCTree def : tree.defs) {
            if (!made.contains(def)) {
                inside.add(slice(def));
            }
        }
        inside.sort(Comparator.comparingInt(Slice::start));
        Slice all = slice(tree);
        StringBuilder out = new StringBuilder();
        deprecation(out, tree.mods);
        int at = all.start();
        for (Slice member : inside) {
            if (member.start() > at) {
                append(out, new Slice(at, member.start()));
            }
            at = Math.max(at, member.end());
        }
        append(out, new Slice(at, all.end()));
        // How many members there were shows in what stood between them.
        return out.toString().replaceAll("[;,]", " ").replaceAll("\\s+", " ");
    }
}
