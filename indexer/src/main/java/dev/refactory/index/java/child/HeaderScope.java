package dev.refactory.index.java.child;

import com.sun.tools.javac.code.DeferredLintHandler;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Lint;
import com.sun.tools.javac.code.Scope.NamedImportScope;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.comp.Attr;
import com.sun.tools.javac.comp.Enter;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCImport;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.ListBuffer;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/// What a header's imports of single types bring in, each looked up when its name is. So an imported type is read when
/// it is needed, as those of the same package are.
final class HeaderScope extends NamedImportScope {
    private final Context context;
    private final JCCompilationUnit unit;
    private final Map<Name, List<JCImport>> waiting = new HashMap<>();

    /// @param unit is entered, without `imports`
    HeaderScope(Context context, JCCompilationUnit unit, List<JCImport> imports) {
        super(unit.packge);
        this.context = context;
        this.unit = unit;
        imports.forEach(each -> waiting.computeIfAbsent(each.qualid.name, _ -> new ArrayList<>())
                .add(each));
    }

    /// Takes the imports of single types out of a file.
    static List<JCImport> takeOut(JCCompilationUnit unit) {
        List<JCImport> imports = new ArrayList<>();
        ListBuffer<JCTree> others = new ListBuffer<>();
        for (JCTree def : unit.defs) {
            if (def instanceof JCImport each
                    && !each.staticImport
                    && each.qualid.name != each.qualid.name.table.names.asterisk) {
                imports.add(each);
            } else {
                others.append(def);
            }
        }
        unit.defs = others.toList();
        return imports;
    }

    @Override
    public Iterable<Symbol> getSymbols(@Nullable Predicate<Symbol> filter, LookupKind kind) {
        List.copyOf(waiting.keySet()).forEach(this::bringIn);
        return super.getSymbols(filter, kind);
    }

    @Override
    public Iterable<Symbol> getSymbolsByName(Name name, @Nullable Predicate<Symbol> filter, LookupKind kind) {
        bringIn(name);
        return super.getSymbolsByName(name, filter, kind);
    }

    private void bringIn(Name name) {
        List<JCImport> named = waiting.remove(name);
        if (named != null) {
            named.forEach(this::bringIn);
        }
    }

    /// As the compiler does (JDK 25: `TypeEnter.ImportsPhase.doImport`).
    private void bringIn(JCImport each) {
        Log log = Log.instance(context);
        DeferredLintHandler lint = DeferredLintHandler.instance(context);
        JavaFileObject previous = log.useSource(unit.sourcefile);
        lint.pushImmediate(Lint.instance(context));
        try {
            // In an environment of the import no other import counts.
            Type type = Attr.instance(context)
                    .attribType(
                            each.qualid,
                            Enter.instance(context).getTopLevelEnv(unit).dup(each));
            Type original = type.getOriginalType();
            TypeSymbol imported = original.hasTag(TypeTag.CLASS) ? original.tsym : type.tsym;
            if (imported.kind == Kind.TYP) {
                importType(imported.owner.members(), imported.owner.members(), imported);
            }
        } finally {
            lint.pop();
            log.useSource(previous);
        }
    }
}
