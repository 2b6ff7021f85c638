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
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:[\\w.]+/)?(?<type>[\\p{javaJavaIdentifierPart}.]*)(?:<[^#]*>)?(?:#(?<member>\\p{javaJavaIdentifierPart}+))?"
                    + "\\s*(?:\\((?<parameters>[^)]*)\\))?");
    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierPart}+");
    private static final Pattern TYPE = Pattern.compile("\\s*(\\p{javaJavaIdentifierPart}+(?:\\.\\p{javaJavaIdentifierPart}+)*)[^,]*(?:,|$)");

    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final String text;
    private final Found found;
    private final DocCommentTree comment;

    DocNames(DocTrees trees, CompilationUnitTree unit, String text, Found found, DocCommentTree comment) {
        this.trees = trees;
        this.unit = unit;
        this.text = text;
        this.found = found;
        this.comment = comment;
    }

    static void of(DocTrees trees, CompilationUnitTree unit, String text, Found found, TreePath declaration) {
        DocCommentTree comment = trees.getDocCommentTree(declaration);
        if (comment != null) {
            new DocNames(trees, unit, text, found, comment).scan(new DocTreePath(declaration, comment), null);
        }
    }

    @Override
    public @Nullable Void visitReference(ReferenceTree tree, @Nullable Void nothing) {
        int start = (int) trees.getSourcePositions().getStartPosition(unit, comment, tree);
        int end = (int) trees.getSourcePositions().getEndPosition(unit, comment, tree);
        Matcher parts = REFERENCE.matcher(unwrapped(text.substring(start, end)));
        if (!parts.lookingAt()) {
            return null;
        }
        Element target = trees.getElement(getCurrentPath());
        // Without a `#`, what has parameters is a member of the type itself.
        boolean own = parts.group("member") == null && parts.group("parameters") != null;
        String type = own ? "" : parts.group("type");
        String member = parts.group(own ? "type" : "member");
        if (!type.isEmpty()) {
            type(start + parts.start("type"), type, member == null ? target : resolved(type));
        }
        if (member != null) {
            int at = start + parts.start(own ? "type" : "member");
            found.add(at, at + member.length(), target, member, Role.DOCUMENTATION);
            if (target != null && parts.group("parameters") != null) {
                Matcher parameters = TYPE.matcher(parts.group("parameters"));
                while (parameters.find()) {
                    Element parameter = resolved(parameters.group(1));
                    boolean primitive = SourceVersion.isKeyword(parameters.group(1));
                    if (!primitive
                            && (parameter instanceof TypeElement || parameter instanceof TypeParameterElement)) {
                        type(start + parts.start("parameters") + parameters.start(1), parameters.group(1), parameter);
                    }
                }
            }
        }
        return null;
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

    private void type(int start, String written, @Nullable Element resolved) {
        Matcher names = NAME.matcher(written);
        int[][] places = names.results()
                .map(name -> new int[] {name.start(), name.end()})
                .toArray(int[][]::new);
        Element element = resolved;
        for (int i = places.length - 1; i >= 0; i--) {
            int[] place = places[i];
            String name = written.substring(place[0], place[1]);
            boolean last = i == places.length - 1;
            if (last || element != null && element.getSimpleName().contentEquals(name)) {
                found.add(start + place[0], start + place[1], element, name, Role.DOCUMENTATION);
            }
            if (element instanceof PackageElement named) {
                packages(start, written.substring(0, place[0]), named.getQualifiedName().toString());
                return;
            }
            element = element instanceof TypeElement type ? type.getEnclosingElement() : null;
        }
    }

    /// Packages around one: not all of them are known to the compiler as packages.
    private void packages(int start, String written, String inner) {
        Matcher names = NAME.matcher(written);
        List<MatchResult> outer = names.results().toList();
        String[] parts = inner.split("\\.");
        for (int i = 0; i < outer.size(); i++) {
            String name = String.join(".", Arrays.copyOf(parts, i + 1));
            found.addPackage(start + outer.get(i).start(), start + outer.get(i).end(), name, Role.DOCUMENTATION);
        }
    }

    @Override
    public @Nullable Void visitParam(ParamTree tree, @Nullable Void nothing) {
        IdentifierTree name = tree.getName();
        Element element = trees.getElement(new DocTreePath(getCurrentPath(), name));
        int start = (int) trees.getSourcePositions().getStartPosition(unit, comment, name);
        if (element != null && element.getKind() != ElementKind.CLASS) {
            found.add(start, start + name.getName().length(), element, Role.DOCUMENTATION);
        }
        return super.visitParam(tree, nothing);
    }
}
