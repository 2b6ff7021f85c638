package dev.refactory.index.java.child;

import static dev.refactory.index.java.child.FactSink.bits;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.IdentifierTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.util.DocSourcePositions;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.api.JavacTrees;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/// Names in doc comments: `{@link}`, `@see`, `@throws`, `@param` and every other tag with a reference.
final class DocFacts {
    private static final int DOCUMENTATION = bits(Role.DOCUMENTATION);

    private final JavacTrees trees;
    private final SourceUnit source;
    private final FactSink sink;

    DocFacts(JavacTrees trees, SourceUnit source, FactSink sink) {
        this.trees = trees;
        this.source = source;
        this.sink = sink;
    }

    /// The doc comment of the declaration at `path`, if there is one with a tag in it.
    void of(TreePath path) {
        DocCommentTree comment = trees.getDocCommentTree(path);
        if (comment != null) {
            new Scanner(comment).scan(new DocTreePath(path, comment), null);
        }
    }

    private final class Scanner extends DocTreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocCommentTree comment;
        private final DocSourcePositions positions = trees.getSourcePositions();

        Scanner(DocCommentTree comment) {
            this.comment = comment;
        }

        @Override
        public @Nullable Void visitReference(ReferenceTree tree, @Nullable Void nothing) {
            int start = (int) positions.getStartPosition(source.unit(), comment, tree);
            int end = (int) positions.getEndPosition(source.unit(), comment, tree);
            if (start >= 0 && end > start && end <= source.text().length()) {
                reference(tree, Words.of(source.text(), start, end));
            }
            return null;
        }

        private void reference(ReferenceTree tree, Words words) {
            DocTreePath parent = getCurrentPath().getParentPath();
            Symbol target = (Symbol) trees.getElement(getCurrentPath());
            Word member = words.member();
            if (!words.type().isEmpty()) {
                Symbol type = member == null ? target : typeOf(parent, words.type());
                typeName(words.type(), type);
            }
            if (member != null) {
                boolean same = target != null && matches(target, member);
                sink.refer(member.range(), same ? target : null, member.text(), DOCUMENTATION);
                if (!same) {
                    return;
                }
            }
            words.mentioned().forEach(type -> mentioned(parent, type));
        }

        /// A method may be named by the erasure of its types, so what is written is looked up for itself.
        private void mentioned(DocTreePath parent, List<Word> written) {
            boolean primitive = written.size() == 1
                    && SourceVersion.isKeyword(written.getFirst().text());
            if (!written.isEmpty() && !primitive) {
                Symbol type = typeOf(parent, written);
                if (type instanceof TypeSymbol && !Symbols.unresolved(type)) {
                    typeName(written, type);
                }
            }
        }

        private @Nullable Symbol typeOf(DocTreePath parent, List<Word> words) {
            StringBuilder name = new StringBuilder();
            for (Word word : words) {
                name.append(name.isEmpty() ? "" : ".").append(word.text());
            }
            ReferenceTree typeOnly = trees.getDocTreeFactory().newReferenceTree(name.toString());
            return (Symbol) trees.getElement(new DocTreePath(parent, typeOnly));
        }

        @Override
        public @Nullable Void visitParam(ParamTree tree, @Nullable Void nothing) {
            IdentifierTree name = tree.getName();
            int start = (int) positions.getStartPosition(source.unit(), comment, name);
            String written = name.getName().toString();
            Object element = trees.getElement(new DocTreePath(getCurrentPath(), name));
            int end = start < 0
                    ? start
                    : Words.endOfWord(source.text(), start, source.text().length());
            boolean named = end > start
                    && Tokens.translated(source.text().substring(start, end)).equals(written);
            if (named && element instanceof Symbol parameter) {
                sink.refer(new Range(start, end), parameter, written, DOCUMENTATION);
            }
            return super.visitParam(tree, nothing);
        }
    }

    private static boolean matches(Symbol target, Word member) {
        return target instanceof MethodSymbol method && method.isConstructor()
                ? method.owner.name.contentEquals(member.text())
                        || member.text().equals("<init>")
                : target.name.contentEquals(member.text());
    }

    /// The last word is the type's simple name; those before it its enclosing types, then its package.
    private void typeName(List<Word> words, @Nullable Symbol type) {
        Symbol symbol = type;
        for (int i = words.size() - 1; i >= 0; i--) {
            Word word = words.get(i);
            boolean last = i == words.size() - 1;
            if (symbol == null || Symbols.unresolved(symbol) || !symbol.name.contentEquals(word.text())) {
                if (last) {
                    sink.refer(word.range(), null, word.text(), DOCUMENTATION);
                }
                return;
            }
            sink.refer(word.range(), symbol, word.text(), DOCUMENTATION);
            symbol = symbol instanceof ClassSymbol || symbol instanceof PackageSymbol ? symbol.owner : null;
        }
    }

    /// A name in a comment.
    private record Word(Range range, String text) {}

    /// A reference as it is written, `module/a.B#c(D, E)`, possibly across lines of a comment.
    ///
    /// @param mentioned the types named as parameters and type arguments; a parameter's own name is left out
    private record Words(List<Word> type, @Nullable Word member, List<List<Word>> mentioned) {
        static Words of(String text, int start, int end) {
            List<Word> type = new ArrayList<>();
            Word member = null;
            List<List<Word>> mentioned = new ArrayList<>();
            boolean afterHash = false;
            boolean afterDot = false;
            int depth = 0;
            int i = start;
            while (i < end) {
                char c = text.charAt(i);
                int after = endOfWord(text, i, end);
                if (after > i) {
                    Range range = new Range(i, after);
                    Word word = new Word(range, Tokens.translated(text.substring(i, after)));
                    i = after;
                    if (depth > 0) {
                        List<Word> words = mentioned.getLast();
                        boolean bound =
                                word.text().equals("extends") || word.text().equals("super");
                        if (!bound && (words.isEmpty() || afterDot)) {
                            words.add(word);
                        }
                    } else if (afterHash) {
                        member = word;
                    } else {
                        type.add(word);
                    }
                    afterDot = false;
                    continue;
                }
                switch (c) {
                    case '#' -> afterHash = true;
                    case '/' -> type.clear();
                    case '.' -> afterDot = true;
                    case '(', '<' -> {
                        depth++;
                        mentioned.add(new ArrayList<>());
                        if (c == '(' && depth == 1) {
                            // Without a `#`, what has parameters is a member of the type itself.
                            member = member == null && !type.isEmpty() ? type.removeLast() : member;
                        }
                    }
                    case ')', '>' -> depth--;
                    case ',' -> mentioned.add(new ArrayList<>());
                    default -> {}
                }
                i++;
            }
            return new Words(type, member, mentioned);
        }

        /// Unicode escapes are letters.
        private static int endOfWord(String text, int start, int end) {
            int i = start;
            while (i < end) {
                char c = text.charAt(i);
                boolean escape = text.startsWith("\\u", i);
                if (escape) {
                    i = text.indexOf('u', i);
                    while (i < end && text.charAt(i) == 'u') {
                        i++;
                    }
                    i += 4;
                } else if (i == start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c)) {
                    i++;
                } else {
                    break;
                }
            }
            return Math.min(i, end);
        }
    }
}
