package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Scope.LookupKind;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import dev.refactory.graph.model.Relation;
import java.util.HashSet;
import java.util.Set;

/// Edges of a type: what it extends and implements, and what its methods override, in the repository and beyond.
final class Relations {
    private final FactSink sink;
    private final Symbols symbols;
    private final Types types;

    Relations(FactSink sink, Symbols symbols) {
        this.sink = sink;
        this.symbols = symbols;
        this.types = symbols.types();
    }

    void of(JCClassDecl tree, ClassSymbol type) {
        boolean isInterface = (type.flags() & Flags.INTERFACE) != 0;
        if (tree.extending != null) {
            relate(type, Relation.Kind.EXTENDS, tree.extending.type);
        }
        for (JCExpression implemented : tree.implementing) {
            relate(type, isInterface ? Relation.Kind.EXTENDS : Relation.Kind.IMPLEMENTS, implemented.type);
        }
        if (!type.type.hasTag(TypeTag.CLASS)) {
            return;
        }
        for (Symbol member : type.members().getSymbols(LookupKind.NON_RECURSIVE)) {
            if (member instanceof MethodSymbol method && mayOverride(method)) {
                overridden(method, method, type, type, new HashSet<>());
            }
        }
        if (!isInterface) {
            implementedByInheritance(type);
        }
    }

    private void relate(ClassSymbol type, Relation.Kind kind, Type supertype) {
        if (supertype != null && supertype.tsym instanceof ClassSymbol above && !Symbols.unresolved(above)) {
            relate(type, kind, above);
        }
    }

    private void relate(Symbol from, Relation.Kind kind, Symbol to) {
        String subject = symbols.spell(from);
        String target = sink.mention(to);
        if (subject != null && target != null) {
            sink.relate(subject, kind, target);
        }
    }

    private static boolean mayOverride(MethodSymbol method) {
        long never = Flags.STATIC | Flags.PRIVATE | Flags.SYNTHETIC | Flags.BRIDGE;
        return !method.isConstructor() && (method.flags() & never) == 0;
    }

    /// Climbs every supertype, and on each way up stops at the first method `method` overrides.
    private void overridden(
            MethodSymbol from, MethodSymbol method, TypeSymbol below, ClassSymbol origin, Set<TypeSymbol> seen) {
        for (Type above : types.directSupertypes(below.type)) {
            TypeSymbol candidateType = above.tsym;
            if (!seen.add(candidateType)) {
                continue;
            }
            MethodSymbol found = null;
            for (Symbol candidate : candidateType.members().getSymbolsByName(method.name)) {
                if (candidate instanceof MethodSymbol other
                        && (other.flags() & (Flags.STATIC | Flags.SYNTHETIC)) == 0
                        && method.overrides(other, origin, types, false)) {
                    found = other;
                }
            }
            if (found == null) {
                overridden(from, method, candidateType, origin, seen);
            } else {
                relate(from, Relation.Kind.OVERRIDES, found);
            }
        }
    }

    /// A class may implement an interface with a method it inherits from a class that knows nothing of the interface;
    /// only here do the two meet.
    private void implementedByInheritance(ClassSymbol type) {
        Type superclass = types.supertype(type.type);
        if (!superclass.hasTag(TypeTag.CLASS) || superclass.tsym == types.supertype(superclass).tsym) {
            return;
        }
        for (Type implemented : types.interfaces(type.type)) {
            for (Type each : types.closure(implemented)) {
                boolean known = types.asSuper(superclass, each.tsym) != null;
                if (!known && (each.tsym.flags() & Flags.INTERFACE) != 0) {
                    inherited(type, each.tsym);
                }
            }
        }
    }

    private void inherited(ClassSymbol type, TypeSymbol implemented) {
        for (Symbol member : implemented.members().getSymbols(LookupKind.NON_RECURSIVE)) {
            if (member.kind != Kind.MTH || !mayOverride((MethodSymbol) member)) {
                continue;
            }
            MethodSymbol implementation = ((MethodSymbol) member).implementation(type, types, true);
            if (implementation != null
                    && implementation != member
                    && implementation.owner != type
                    && (implementation.owner.flags() & Flags.INTERFACE) == 0) {
                relate(implementation, Relation.Kind.OVERRIDES, member);
            }
        }
    }
}
