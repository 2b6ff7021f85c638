package dev.refactory.index.java.child;

import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.parser.Lexer;
import com.sun.tools.javac.parser.Tokens.Token;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rest of a repository needs to know of a file: its declarations, without bodies and comments.
///
/// Constant initialisers stay, because their values are part of the declarations' meaning. A file with syntax errors
/// stays as it is, because what a parser makes of it depends on all of it. Where things stand in the text is lost.
///
/// @param packageName empty for the unnamed package
/// @param types simple names of its top-level types
/// @param broken it has syntax errors
record Header(String packageName, List<String> types, String text, boolean broken) {
    /// A file nothing can refer to.
    static final Header NOTHING = new Header("", List.of(), "", false);

    Header {
        types = List.copyOf(types);
    }

    /// Rough size on the heap, bytes.
    int weight() {
        return 200 + text.length() * 2 + types.size() * 64;
    }

    /// @param text without a byte order mark
    static Header of(Syntax syntax, String path, String text) {
        if (path.equals("module-info.java") || path.endsWith("/module-info.java")) {
            return NOTHING;
        }
        return syntax.silently(new SourceFile(path, "", text), () -> read(syntax, path, text))
                .result();
    }

    private static Header read(Syntax syntax, String path, String text) {
        Syntax.Silent<JCCompilationUnit> parsed =
                syntax.silently(new SourceFile(path, "", text), () -> syntax.parse(text));
        JCCompilationUnit unit = parsed.result();
        JCExpression name = unit.getPackage() == null ? null : unit.getPackage().pid;
        List<String> types = new ArrayList<>();
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type && !type.name.isEmpty()) {
                types.add(type.name.toString());
            }
        }
        String packageName = name == null ? "" : TreeInfo.fullName(name).toString();
        if (parsed.broken()) {
            return new Header(packageName, types, text, true);
        }
        Cuts cuts = new Cuts(unit);
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type) {
                cuts.members(type);
            }
        }
        return new Header(packageName, types, cuts.apply(syntax.scan(text, true), text), false);
    }

    /// The parts of a file to leave out, in source order.
    private static final class Cuts {
        private final JCCompilationUnit unit;
        private final List<Cut> cuts = new ArrayList<>();

        Cuts(JCCompilationUnit unit) {
            this.unit = unit;
        }

        void members(JCClassDecl type) {
            boolean constantsOnly = (type.mods.flags & Flags.INTERFACE) != 0;
            for (JCTree def : type.defs) {
                switch (def) {
                    case JCMethodDecl method when method.body != null -> cut(method.body, "{}");
                    case JCBlock block -> cut(block, "{}");
                    case JCVariableDecl field -> field(field, constantsOnly);
                    case JCClassDecl nested -> members(nested);
                    default -> {}
                }
            }
        }

        private void field(JCVariableDecl field, boolean ofInterface) {
            if (field.init == null) {
                return;
            }
            if ((field.mods.flags & Flags.ENUM) != 0) {
                if (field.init instanceof JCNewClass constant && constant.def != null) {
                    members(constant.def);
                }
                return;
            }
            boolean isFinal = ofInterface || (field.mods.flags & Flags.FINAL) != 0;
            if (!isFinal || !mayHoldConstant(field.vartype) || !mayBeConstant(field.init)) {
                cut(field.init, "null");
            }
        }

        private static boolean mayHoldConstant(@Nullable JCTree type) {
            return switch (type) {
                case JCTree.JCPrimitiveTypeTree primitive -> true;
                case JCTree.JCIdent ident -> ident.name.contentEquals("String");
                case JCTree.JCFieldAccess select -> select.name.contentEquals("String");
                case null, default -> type != null && type.getKind() == Tree.Kind.ANNOTATED_TYPE;
            };
        }

        private static boolean mayBeConstant(JCExpression init) {
            boolean[] never = {false};
            new TreeScanner() {
                @Override
                public void scan(JCTree tree) {
                    if (tree instanceof JCTree.JCMethodInvocation
                            || tree instanceof JCNewClass
                            || tree instanceof JCTree.JCLambda
                            || tree instanceof JCTree.JCNewArray
                            || tree instanceof JCTree.JCSwitchExpression
                            || tree instanceof JCTree.JCMemberReference) {
                        never[0] = true;
                    } else if (tree != null && !never[0]) {
                        super.scan(tree);
                    }
                }
            }.scan(init);
            return !never[0];
        }

        private void cut(JCTree tree, String instead) {
            int start = TreeInfo.getStartPos(tree);
            if (tree instanceof JCBlock) {
                // A static initialiser's block starts at its brace or at `static`; the brace is what is replaced.
                start = tree.pos;
            }
            cuts.add(new Cut(start, TreeInfo.getEndPos(tree, unit.endPositions), instead));
        }

        /// The tokens of `text` outside the cuts, one space between those that were apart.
        String apply(Lexer lexer, String text) {
            cuts.sort((a, b) -> Integer.compare(a.start(), b.start()));
            StringBuilder out = new StringBuilder(text.length() / 3);
            int next = 0;
            int end = 0;
            lexer.nextToken();
            for (Token token = lexer.token(); token.kind != TokenKind.EOF; token = lexer.token()) {
                while (next < cuts.size() && cuts.get(next).end() <= token.pos) {
                    next++;
                }
                Cut cut = next < cuts.size() && cuts.get(next).start() <= token.pos ? cuts.get(next) : null;
                if (cut == null) {
                    if (token.pos > end) {
                        out.append(' ');
                    }
                    if (token.deprecatedFlag()) {
                        out.append("/** @deprecated */ ");
                    }
                    out.append(text, token.pos, token.endPos);
                } else if (token.pos == cut.start()) {
                    out.append(' ').append(cut.instead());
                }
                end = token.endPos;
                lexer.nextToken();
            }
            return out.toString();
        }
    }

    private record Cut(int start, int end, String instead) {}
}
