package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCImport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which names of a file mean Lombok's annotations, told by its imports and the types it declares.
final class LombokNames {
    private static final Map<String, String> KNOWN = known();

    private static final Set<String> NON_NULL = Set.of(
            "android.annotation.NonNull",
            "android.support.annotation.NonNull",
            "android.support.annotation.RecentlyNonNull",
            "androidx.annotation.NonNull",
            "androidx.annotation.RecentlyNonNull",
            "com.android.annotations.NonNull",
            "com.google.firebase.database.annotations.NotNull",
            "com.mongodb.lang.NonNull",
            "com.sun.istack.NotNull",
            "com.unboundid.util.NotNull",
            "edu.umd.cs.findbugs.annotations.NonNull",
            "io.micrometer.core.lang.NonNull",
            "io.reactivex.annotations.NonNull",
            "io.reactivex.rxjava3.annotations.NonNull",
            "jakarta.annotation.Nonnull",
            "javax.annotation.Nonnull",
            "libcore.util.NonNull",
            "lombok.NonNull",
            "org.checkerframework.checker.nullness.qual.NonNull",
            "org.checkerframework.checker.nullness.compatqual.NonNullDecl",
            "org.checkerframework.checker.nullness.compatqual.NonNullType",
            "org.codehaus.commons.nullanalysis.NotNull",
            "org.eclipse.jdt.annotation.NonNull",
            "org.jetbrains.annotations.NotNull",
            "org.jmlspecs.annotation.NonNull",
            "org.jspecify.annotations.NonNull",
            "org.netbeans.api.annotations.common.NonNull",
            "org.springframework.lang.NonNull",
            "reactor.util.annotation.NonNull");

    private final Map<String, String> single = new HashMap<>();
    private final List<String> onDemand = new ArrayList<>();
    private final Set<String> topLevel = new HashSet<>();
    private final String ownPackage;

    LombokNames(JCCompilationUnit unit) {
        for (JCTree def : unit.defs) {
            if (def instanceof JCImport imported && !imported.staticImport) {
                String name = dotted(imported.qualid.selected);
                String last = imported.qualid.name.toString();
                if (name != null && last.equals("*")) {
                    onDemand.add(name);
                } else if (name != null) {
                    single.put(last, name + "." + last);
                }
            } else if (def instanceof JCClassDecl type) {
                topLevel.add(type.name.toString());
            }
        }
        String name = unit.getPackage() == null ? null : dotted(unit.getPackage().pid);
        ownPackage = name == null ? "" : name;
    }

    /// None of Lombok's names but qualified ones can be in this file.
    boolean imported() {
        return ownPackage.startsWith("lombok")
                || single.values().stream().anyMatch(name -> name.startsWith("lombok."))
                || onDemand.stream().anyMatch(name -> name.equals("lombok") || name.startsWith("lombok."));
    }

    /// The annotation's name without its package; null when it is not one of Lombok's that matter here.
    /// @param scope the type it stands in or on; null outside of types
    @Nullable
    String of(JCTree tree, @Nullable Target scope) {
        String qualified = qualified(tree, scope);
        return qualified == null ? null : KNOWN.get(qualified);
    }

    boolean nonNull(JCTree tree, @Nullable Target scope) {
        String written = dotted(tree);
        if (written == null) {
            return false;
        }
        if (NON_NULL.contains(written)) {
            return true;
        }
        if (written.indexOf('.') >= 0 || declared(written, scope)) {
            return false;
        }
        String imported = single.get(written);
        return imported != null
                ? NON_NULL.contains(imported)
                : onDemand.stream().anyMatch(name -> NON_NULL.contains(name + "." + written));
    }

    /// Which of some types a name means, as far as imports tell; null for none.
    @Nullable
    String qualifiedType(JCTree tree, Target scope, Set<String> known) {
        String written = dotted(tree);
        if (written == null || written.indexOf('.') >= 0) {
            return written;
        }
        if (declared(written, scope)) {
            return null;
        }
        String imported = single.get(written);
        if (imported != null || topLevel.contains(written)) {
            return imported;
        }
        return Stream.concat(onDemand.stream(), Stream.of("java.lang"))
                .map(name -> name + "." + written)
                .filter(known::contains)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String qualified(JCTree tree, @Nullable Target scope) {
        String written = dotted(tree);
        if (written == null || written.startsWith("lombok.")) {
            return written;
        }
        int dot = written.indexOf('.');
        String first = dot < 0 ? written : written.substring(0, dot);
        String rest = dot < 0 ? "" : written.substring(dot);
        if (declared(first, scope)) {
            return null;
        }
        String imported = single.get(first);
        if (imported != null) {
            return imported + rest;
        }
        if (topLevel.contains(first)) {
            return null;
        }
        for (String name : onDemand) {
            if (KNOWN.containsKey(name + "." + written)) {
                return name + "." + written;
            }
        }
        return null;
    }

    private static boolean declared(String name, @Nullable Target scope) {
        for (Target at = scope; at != null; at = at.outer()) {
            if (at.type(name) != null || at.tree().name.contentEquals(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean deprecation(JCTree annotation) {
        String written = dotted(annotation);
        return written != null && (written.equals("Deprecated") || written.equals("java.lang.Deprecated"));
    }

    /// A name as it is written; null when the tree is more than a name.
    static @Nullable String dotted(JCTree tree) {
        if (tree instanceof JCIdent ident) {
            return ident.name.toString();
        }
        if (tree instanceof JCFieldAccess select) {
            String before = dotted(select.selected);
            return before == null ? null : before + "." + select.name;
        }
        return null;
    }

    private static Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        for (String name : List.of(
                "Getter",
                "Setter",
                "ToString",
                "EqualsAndHashCode",
                "NoArgsConstructor",
                "RequiredArgsConstructor",
                "AllArgsConstructor",
                "Data",
                "Value",
                "Builder",
                "Builder.Default",
                "Singular",
                "With",
                "SneakyThrows",
                "Synchronized",
                "Locked",
                "Locked.Read",
                "Locked.Write",
                "val",
                "var")) {
            known.put("lombok." + name, name);
        }
        for (String name : List.of(
                "Accessors",
                "FieldDefaults",
                "NonFinal",
                "PackagePrivate",
                "UtilityClass",
                "FieldNameConstants",
                "FieldNameConstants.Include",
                "FieldNameConstants.Exclude",
                "SuperBuilder",
                "Tolerate",
                "StandardException",
                "var")) {
            known.put("lombok.experimental." + name, name);
        }
        known.put("lombok.experimental.Wither", "With");
        known.put("lombok.extern.apachecommons.CommonsLog", "CommonsLog");
        known.put("lombok.extern.flogger.Flogger", "Flogger");
        known.put("lombok.extern.java.Log", "Log");
        known.put("lombok.extern.jbosslog.JBossLog", "JBossLog");
        known.put("lombok.extern.log4j.Log4j", "Log4j");
        known.put("lombok.extern.log4j.Log4j2", "Log4j2");
        known.put("lombok.extern.slf4j.Slf4j", "Slf4j");
        known.put("lombok.extern.slf4j.XSlf4j", "XSlf4j");
        return Map.copyOf(known);
    }
}
