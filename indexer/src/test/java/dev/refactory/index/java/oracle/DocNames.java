package dev.refactory.index.java.oracle;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.IdentifierTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import dev.refactory.graph.model.Role;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import org.jspecify.annotations.Nullable;

/// Names in the doc comment of one declaration.
final class DocNames extends DocTreePathScanner<@Nullable Void, @Nullable Void> {
    private static final Pattern REFERENCE =
            Pattern.compile("(?:[\\w.]+/)?(?<type>[\\p{javaJavaIdentifierPart}.]*)(?:<(?<arguments>[^#(]*)>)?"
                    + "(?:#(?<member>\\p{javaJavaIdentifierPart}+))?"
                    + "\\s*(?:\\((?<parameters>[^)]*)\\))?");
    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierPart}+");
    private static final Pattern TYPE = Pattern.compile("(?:^|[<,])\\s*(?:\\?\\s*(?:extends|super)\\s+)?"
            + "(\\p{javaJavaIdentifierPart}+(?:\\.\\p{javaJavaIdentifierPart}+)*)");

    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final Written written;
    private final Found found;
    private final DocCommentTree comment;

    DocNames(DocTrees trees, CompilationUnitTree unit, Written written, Found found, DocCommentTree comment) {
        this.trees = trees;
        this.unit = unit;
        this.written = written;
        this.found = found;
        this.comment = comment;
    }

    static void of(DocTrees trees, CompilationUnitTree unit, Written written, Found found, TreePath declaration) {
        DocCommentTree comment = trees.getDocCommentTree(declaration);
        if (comment != null) {
            new DocNames(trees, unit, written, found, comment).scan(new DocTreePath(declaration, comment), null);
        }
    }

    @Override
    public @Nullable Void visitReference(ReferenceTree tree, @Nullable Void nothing) {
        int start = (int) trees.getSourcePositions().getStartPosition(unit, comment, tree);
        int last = (int) trees.getSourcePositions().getEndPosition(unit, comment, tree);
        Matcher parts = REFERENCE.matcher(unwrapped(written.between(start, last)));
        if (!parts.lookingAt()) {
            return null;
        }
        Element target = trees.getElement(getCurrentPath());
        // Without a `#`, what has parameters is a member of the type itself.
        boolean own = parts.group("member") == null && parts.group("parameters") != null;
        String type = own ? "" : parts.group("type");
        String member = parts.group(own ? "type" : "member");
        if (!type.isEmpty()) {
            type(start, parts.start("type"), type, member == null ? target : resolved(type));
        }
        if (member != null) {
            int at = parts.start(own ? "type" : "member");
            int end = written.place(start, at + member.length());
            found.add(written.place(start, at), end, target, member, Role.DOCUMENTATION);
            if (target == null) {
                return null;
            }
        }
        mentioned(start, parts, "arguments");
        mentioned(start, parts, "parameters");
        return null;
    }

    private void mentioned(int start, Matcher parts, String group) {
        if (parts.group(group) == null) {
            return;
        }
        Matcher names = TYPE.matcher(parts.group(group));
        while (names.find()) {
            Element type = resolved(names.group(1));
            boolean primitive = SourceVersion.isKeyword(names.group(1));
            if (!primitive && (type instanceof TypeElement || type instanceof TypeParameterElement)) {
                type(start, parts.start(group) + names.start(1), names.group(1), type);
            }
        }
    }

    /// Lines of a comment begin with a star, which is no part of what it says.
    private static String unwrapped(String written) {
        StringBuilder out = new StringBuilder(written);
        Matcher star = Pattern.compile("[\\r\\n]\\s*\\*+").matcher(written);
        while (star.find()) {
            for (int i = star.start(); i < star.end(); i++) {
                out.setCharAt(i, ' ');
            }
        }
        return out.toString();
    }

    private @Nullable Element resolved(String type) {
        return trees.getElement(new DocTreePath(
                getCurrentPath().getParentPath(), trees.getDocTreeFactory().newReferenceTree(type)));
    }

    /// @param offset of the type's name in the reference that begins at `start`
    private void type(int start, int offset, String type, @Nullable Element resolved) {
        List<MatchResult> names = NAME.matcher(type).results().toList();
        Element element = resolved;
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i).group();
            int from = written.place(start, offset + names.get(i).start());
            int to = written.place(start, offset + names.get(i).end());
            boolean last = i == names.size() - 1;
            if (element instanceof PackageElement inner) {
                // Packages around one are not all known to the compiler as packages.
                String[] parts = inner.getQualifiedName().toString().split("\\.");
                String outer = String.join(".", Arrays.copyOf(parts, i + 1));
                found.addPackage(from, to, outer, Role.DOCUMENTATION);
            } else {
                if (last || element != null && element.getSimpleName().contentEquals(name)) {
                    found.add(from, to, element, name, Role.DOCUMENTATION);
                }
                element = element instanceof TypeElement named ? named.getEnclosingElement() : null;
            }
        }
    }

    @Override
    public @Nullable Void visitParam(ParamTree tree, @Nullable Void nothing) {
        IdentifierTree name = tree.getName();
        Element element = trees.getElement(new DocTreePath(getCurrentPath(), name));
        int start = (int) trees.getSourcePositions().getStartPosition(unit, comment, name);
        if (element != null && element.getKind() != ElementKind.CLASS) {
            int end = written.place(start, name.getName().length());
            found.add(start, end, element, Role.DOCUMENTATION);
        }
        return super.visitParam(tree, nothing);
    }
}
