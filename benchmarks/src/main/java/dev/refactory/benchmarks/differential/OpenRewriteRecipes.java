package dev.refactory.benchmarks.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openrewrite.Recipe;
import org.openrewrite.SourceFile;
import org.openrewrite.java.AddOrUpdateAnnotationAttribute;
import org.openrewrite.java.ChangeMethodName;
import org.openrewrite.java.ChangePackage;
import org.openrewrite.java.ChangeType;
import org.openrewrite.java.JavaIsoVisitor;
import org.openrewrite.java.MethodMatcher;
import org.openrewrite.java.RemoveAnnotation;
import org.openrewrite.java.RemoveAnnotationAttribute;
import org.openrewrite.java.RemoveUnusedImports;
import org.openrewrite.java.tree.J;
import org.openrewrite.java.tree.JavaType;

/// Recipes of OpenRewrite's core by the words of a request.
final class OpenRewriteRecipes {
    private final List<SourceFile> trees;

    OpenRewriteRecipes(List<SourceFile> trees) {
        this.trees = trees;
    }

    /// The files it is run on: all, but for a request that names one.
    List<SourceFile> sources(Request.Asked asked) {
        String path = asked.words().get("path");
        return path == null
                ? trees
                : trees.stream()
                        .filter(tree -> tree.getSourcePath().toString().equals(path))
                        .toList();
    }

    Recipe of(Request.Asked asked) {
        Map<String, String> words = asked.words();
        return switch (asked.recipe()) {
            case "ChangeMethodName" ->
                new ChangeMethodName(
                        pattern(word(words, "owner"), word(words, "name"), word(words, "parameters")),
                        word(words, "newName"),
                        true,
                        null);
            // The types' own files stay as they are, as with ours.
            case "ChangeType" -> new ChangeType(word(words, "from"), word(words, "to"), true);
            case "ChangePackage" ->
                new ChangePackage(word(words, "from"), word(words, "to"), Boolean.valueOf(word(words, "recursive")));
            case "RemoveUnusedImports" -> new RemoveUnusedImports();
            case "RemoveAnnotation" -> new RemoveAnnotation("@" + word(words, "type"));
            case "AddOrUpdateAnnotationAttribute" ->
                new AddOrUpdateAnnotationAttribute(
                        word(words, "type"), word(words, "attribute"), word(words, "value"), null, false, false);
            case "RemoveAnnotationAttribute" ->
                new RemoveAnnotationAttribute(word(words, "type"), word(words, "attribute"));
            default -> throw new IllegalArgumentException("No recipe of OpenRewrite is known as " + asked.recipe());
        };
    }

    private static String word(Map<String, String> words, String name) {
        return Objects.requireNonNull(words.get(name), name);
    }

    /// The declaration meant, as OpenRewrite spells it; a parameter its own matcher does not accept is left open.
    private String pattern(String owner, String name, String parameters) {
        List<JavaType.Method> found = new ArrayList<>();
        JavaIsoVisitor<Integer> visitor = new JavaIsoVisitor<>() {
            @Override
            public J.MethodDeclaration visitMethodDeclaration(J.MethodDeclaration method, Integer none) {
                JavaType.Method type = method.getMethodType();
                if (type != null
                        && type.getName().equals(name)
                        && dotted(type.getDeclaringType()).equals(owner)
                        && erased(type.getParameterTypes()).equals(parameters)) {
                    found.add(type);
                }
                return super.visitMethodDeclaration(method, none);
            }
        };
        trees.forEach(tree -> visitor.visit(tree, 0));
        if (found.isEmpty()) {
            throw new IllegalStateException("No declaration found of " + owner + "#" + name + "(" + parameters + ")");
        }
        JavaType.Method method = found.getFirst();
        String exact = MethodMatcher.methodPattern(method);
        if (new MethodMatcher(exact, true).matches(method)) {
            return exact;
        }
        String open = String.join(
                ",", method.getParameterTypes().stream().map(_ -> "*").toList());
        return method.getDeclaringType().getFullyQualifiedName() + " " + name + "(" + open + ")";
    }

    private static String erased(List<JavaType> types) {
        return String.join(",", types.stream().map(OpenRewriteRecipes::erased).toList());
    }

    private static String erased(@Nullable JavaType type) {
        return switch (type) {
            case JavaType.Primitive primitive -> primitive.getKeyword();
            case JavaType.Array array -> erased(array.getElemType()) + "[]";
            case JavaType.GenericTypeVariable variable ->
                variable.getBounds().isEmpty()
                        ? "java.lang.Object"
                        : erased(variable.getBounds().getFirst());
            case JavaType.Intersection both -> erased(both.getBounds().getFirst());
            case JavaType.FullyQualified named -> dotted(named);
            case null, default -> "?";
        };
    }

    private static String dotted(JavaType.FullyQualified type) {
        return type.getFullyQualifiedName().replace('$', '.');
    }
}
