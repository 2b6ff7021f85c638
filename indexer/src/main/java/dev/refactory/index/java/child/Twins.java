package dev.refactory.index.java.child;

import com.sun.source.doctree.DocCommentTree;
import com.sun.tools.javac.parser.Tokens.Comment;
import com.sun.tools.javac.tree.DocCommentTable;
import com.sun.tools.javac.tree.EndPosTable;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.util.Position;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.lang.model.util.Elements.DocCommentKind;
import org.jspecify.annotations.Nullable;

/// Ends and comments of the trees of a file that was parsed twice: whatever belongs to a tree of the
/// first parse is kept for its twin of the second.
final class Twins implements EndPosTable, DocCommentTable {
    /// Of trees whose ends nobody asks for.
    static final EndPosTable NOWHERE = new EndPosTable() {
        @Override
        public int getEndPos(JCTree tree) {
            return Position.NOPOS;
        }

        @Override
        public void storeEnd(JCTree tree, int end) {
            // Nobody asks.
        }

        @Override
        public int replaceTree(JCTree old, JCTree replacement) {
            return Position.NOPOS;
        }
    };

    private final EndPosTable ends;
    private final DocCommentTable comments;
    private final Map<JCTree, JCTree> twins = new IdentityHashMap<>();

    Twins(EndPosTable ends, DocCommentTable comments) {
        this.ends = ends;
        this.comments = comments;
    }

    void put(JCTree first, JCTree second) {
        twins.put(first, second);
    }

    private JCTree second(JCTree tree) {
        return twins.getOrDefault(tree, tree);
    }

    @Override
    public int getEndPos(JCTree tree) {
        return ends.getEndPos(second(tree));
    }

    @Override
    public void storeEnd(JCTree tree, int end) {
        ends.storeEnd(second(tree), end);
    }

    @Override
    public int replaceTree(JCTree old, JCTree replacement) {
        return ends.replaceTree(second(old), replacement);
    }

    @Override
    public boolean hasComment(JCTree tree) {
        return comments.hasComment(second(tree));
    }

    @Override
    public @Nullable Comment getComment(JCTree tree) {
        return comments.getComment(second(tree));
    }

    @Override
    public @Nullable DocCommentKind getCommentKind(JCTree tree) {
        return comments.getCommentKind(second(tree));
    }

    @Override
    public @Nullable String getCommentText(JCTree tree) {
        return comments.getCommentText(second(tree));
    }

    @Override
    public @Nullable DocCommentTree getCommentTree(JCTree tree) {
        return comments.getCommentTree(second(tree));
    }

    @Override
    public void putComment(JCTree tree, Comment comment) {
        comments.putComment(second(tree), comment);
    }
}
