package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.comp.Annotate;
import com.sun.tools.javac.comp.AttrContext;
import com.sun.tools.javac.comp.Env;
import com.sun.tools.javac.comp.MemberEnter;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Dependencies;
import com.sun.tools.javac.util.Dependencies.CompletionCause;
import com.sun.tools.javac.util.List;
import com.sun.tools.javac.util.ListBuffer;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Name;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/// Enters members as the compiler does, but that those of [HeaderMembers] wait until they are looked up.
///
/// Around one that is looked up in the midst of something else it does what the compiler does around a type it comes
/// across (JDK 25: `TypeEnter.complete`, `TypeEnter.Phase.doCompleteEnvs`), but one thing: annotations of a member that
/// are for its type stay where they are, because nothing that is told of a type tells them.
final class HeaderMemberEnter extends MemberEnter {
    private final Log log;
    private final Annotate annotate;
    private final Dependencies dependencies;
    /// What is looked up now.
    private @Nullable JCTree wanted;

    private HeaderMemberEnter(Context context) {
        super(context);
        log = Log.instance(context);
        annotate = Annotate.instance(context);
        dependencies = Dependencies.instance(context);
    }

    static void preRegister(Context context) {
        context.put(memberEnterKey, (Context.Factory<MemberEnter>) HeaderMemberEnter::new);
    }

    @Override
    public void visitMethodDef(JCMethodDecl tree) {
        if (!waits(tree, tree.name)) {
            super.visitMethodDef(tree);
        } else if ((tree.mods.flags & Flags.DEFAULT) != 0) {
            // What is said of the interface must not wait.
            env.enclClass.sym.flags_field |= Flags.DEFAULT;
        }
    }

    @Override
    public void visitVarDef(JCVariableDecl tree) {
        if (!waits(tree, tree.name)) {
            super.visitVarDef(tree);
        }
    }

    private boolean waits(JCTree member, Name name) {
        Env<AttrContext> ofType = env;
        if (member == wanted
                || ofType.tree != ofType.enclClass
                || !(ofType.enclClass.sym.members_field instanceof HeaderMembers members)) {
            return false;
        }
        // Where a declaration is, the compiler expects its symbol.
        if (ofType.enclClass.defs.contains(member)) {
            ofType.enclClass.defs = others(ofType.enclClass.defs);
        }
        members.add(name, member, () -> enter(member, ofType));
        return true;
    }

    private static List<JCTree> others(List<JCTree> declarations) {
        ListBuffer<JCTree> others = new ListBuffer<>();
        for (JCTree declaration : declarations) {
            if (!(declaration instanceof JCMethodDecl) && !(declaration instanceof JCVariableDecl)) {
                others.append(declaration);
            }
        }
        return others.toList();
    }

    private void enter(JCTree member, Env<AttrContext> ofType) {
        ClassSymbol type = ofType.enclClass.sym;
        JCTree before = wanted;
        JavaFileObject previous = log.useSource(ofType.toplevel.sourcefile);
        annotate.blockAnnotations();
        dependencies.push(type, CompletionCause.MEMBERS_PHASE);
        try {
            wanted = member;
            memberEnter(member, ofType);
        } finally {
            wanted = before;
            dependencies.pop();
            log.useSource(previous);
            annotate.unblockAnnotations();
        }
    }
}
