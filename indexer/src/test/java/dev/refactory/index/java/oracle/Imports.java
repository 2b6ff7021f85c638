package dev.refactory.index.java.oracle;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.refactory.graph.model.Role;
import dev.refactory.index.java.oracle.Written.Token;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/// Names of import declarations.
final class Imports {
    private final Trees trees;
    private final Elements elements;
    private final Written written;
    private final Declared declared;
    private final Found found;

    Imports(Trees trees, Elements elements, Written written, Declared declared, Found found) {
        this.trees = trees;
        this.elements = elements;
        this.written = written;
        this.declared = declared;
        this.found = found;
    }

    void of(TreePath path) {
        ImportTree tree = (ImportTree) path.getLeaf();
        if (tree.isModule()) {
            Tree module = tree.getQualifiedIdentifier();
            Element element = elements.getModuleElement(module.toString());
            found.add(declared.start(module), declared.end(module), element, Role.IMPORT);
            return;
        }
        MemberSelectTree name = (MemberSelectTree) tree.getQualifiedIdentifier();
        TreePath before = new TreePath(new TreePath(path, name), name.getExpression());
        boolean all = name.getIdentifier().contentEquals("*");
        if (all) {
            add(before, Role.IMPORT, Role.STATIC_IMPORT);
        } else if (tree.isStatic()) {
            add(before, Role.TYPE_REFERENCE, Role.STATIC_IMPORT);
            statics(path, name, (TypeElement) trees.getElement(before));
        } else {
            add(before, Role.TYPE_REFERENCE);
            found.add(token(name), trees.getElement(new TreePath(path, name)), Role.IMPORT);
        }
        for (TreePath at = before; at.getLeaf() instanceof MemberSelectTree select; ) {
            at = new TreePath(at, select.getExpression());
            add(at, Role.TYPE_REFERENCE);
        }
    }

    private @Nullable Token token(Tree tree) {
        return switch (tree) {
            case MemberSelectTree select ->
                written.endingAt(declared.end(select), select.getIdentifier().toString());
            case IdentifierTree name ->
                written.startingAt(declared.start(name), name.getName().toString());
            default -> null;
        };
    }

    /// Packages take part in the import, whatever comes behind them.
    private void add(TreePath path, Role... roles) {
        Element element = trees.getElement(path);
        boolean asType = roles.length == 1;
        boolean plain = element instanceof PackageElement && asType;
        found.add(token(path.getLeaf()), element, plain ? new Role[] {Role.IMPORT} : roles);
    }

    /// All accessible static members of the name: what an import of this form imports.
    private void statics(TreePath path, MemberSelectTree name, @Nullable TypeElement type) {
        if (type == null) {
            return;
        }
        Scope scope = trees.getScope(path);
        List<Element> members = new ArrayList<>();
        for (Element member : elements.getAllMembers(type)) {
            boolean imported = member.getSimpleName().contentEquals(name.getIdentifier())
                    && isStatic(member)
                    && trees.isAccessible(scope, member, (DeclaredType) type.asType());
            if (imported) {
                members.add(member);
            }
        }
        for (Element member : members) {
            if (members.stream().noneMatch(other -> hides(other, member))) {
                found.add(token(name), member, Role.IMPORT, Role.STATIC_IMPORT);
            }
        }
    }

    private static boolean isStatic(Element member) {
        return member.getModifiers().contains(Modifier.STATIC);
    }

    private boolean hides(Element other, Element member) {
        return other != member
                && (other instanceof ExecutableElement) == (member instanceof ExecutableElement)
                && elements.hides(other, member);
    }
}
