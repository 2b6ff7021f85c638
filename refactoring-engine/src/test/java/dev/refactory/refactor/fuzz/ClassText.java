package dev.refactory.refactor.fuzz;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.AnnotationDefaultAttribute;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleParameterAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeInvisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleParameterAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A class file as lines: header, members, instructions with what they refer to, annotations and the
/// other attributes that mean something. Left out are the constant pool's order, line numbers, frames,
/// type annotations within code and the body of `$deserializeLambda$`, whose hashes are of names. Bodies of lambdas
/// are numbered in the order in which they are used: the compiler numbers them by the name of the method they are in,
/// and anew for each name, so that those of an overload have other numbers when its neighbour is renamed.
final class ClassText {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$[\\w$]+\\$\\d+");

    private final UnaryOperator<String> names;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> lambdas = new HashMap<>();

    private ClassText(UnaryOperator<String> names) {
        this.names = names;
    }

    /// @param names writes old names for new ones
    static List<String> of(byte[] bytes, UnaryOperator<String> names) {
        ClassText text = new ClassText(names);
        text.add(ClassFile.of().parse(bytes));
        return text.lines;
    }

    private void line(String text) {
        String numbered = LAMBDA.matcher(text)
                .replaceAll(found -> lambdas.computeIfAbsent(found.group(), name -> "lambda#" + lambdas.size()));
        lines.add(names.apply(numbered));
    }

    private void add(ClassModel model) {
        line("class " + model.thisClass().asInternalName() + " " + model.flags().flagsMask());
        model.superclass().ifPresent(above -> line("extends " + above.asInternalName()));
        line("implements " + classes(model.interfaces()));
        attributes(model);
        for (FieldModel field : model.fields()) {
            line("field " + field.fieldName() + " " + field.fieldType() + " "
                    + field.flags().flagsMask());
            attributes(field);
        }
        for (MethodModel method : model.methods()) {
            line("method " + method.methodName() + method.methodType() + " "
                    + method.flags().flagsMask());
            attributes(method);
            if (!method.methodName().equalsString("$deserializeLambda$")) {
                method.code().ifPresent(this::code);
            }
        }
    }

    private void attributes(AttributedElement element) {
        int first = lines.size();
        for (Attribute<?> attribute : element.attributes()) {
            attribute(attribute);
        }
        lines.subList(first, lines.size()).sort(null);
    }

    private void attribute(Attribute<?> attribute) {
        switch (attribute) {
            case SignatureAttribute it -> line("  signature " + it.signature());
            case ExceptionsAttribute it -> line("  throws " + classes(it.exceptions()));
            case ConstantValueAttribute it -> line("  constant " + entry(it.constant()));
            case AnnotationDefaultAttribute it -> line("  default " + value(it.defaultValue()));
            case EnclosingMethodAttribute it ->
                line("  enclosed by " + it.enclosingClass().asInternalName() + " "
                        + it.enclosingMethod().map(ClassText::entry).orElse(""));
            case InnerClassesAttribute it ->
                it.classes()
                        .forEach(inner -> line("  inner " + inner.innerClass().asInternalName() + " "
                                + inner.outerClass()
                                        .map(ClassEntry::asInternalName)
                                        .orElse("")
                                + " " + inner.innerName().map(Object::toString).orElse("") + " " + inner.flagsMask()));
            case NestHostAttribute it -> line("  nest of " + it.nestHost().asInternalName());
            case NestMembersAttribute it ->
                it.nestMembers().forEach(member -> line("  nests " + member.asInternalName()));
            case PermittedSubclassesAttribute it -> line("  permits " + classes(it.permittedSubclasses()));
            case RecordAttribute it ->
                it.components().forEach(component -> {
                    String prefix = "  component " + component.name() + " " + component.descriptor();
                    int first = lines.size();
                    line("");
                    attributes(component);
                    lines.subList(first, lines.size()).replaceAll(each -> prefix + each);
                });
            case RuntimeVisibleAnnotationsAttribute it -> annotations("  visible ", it.annotations());
            case RuntimeInvisibleAnnotationsAttribute it -> annotations("  invisible ", it.annotations());
            case RuntimeVisibleParameterAnnotationsAttribute it ->
                parameters("  visible parameter ", it.parameterAnnotations());
            case RuntimeInvisibleParameterAnnotationsAttribute it ->
                parameters("  invisible parameter ", it.parameterAnnotations());
            case RuntimeVisibleTypeAnnotationsAttribute it -> typeAnnotations(it.annotations());
            case RuntimeInvisibleTypeAnnotationsAttribute it -> typeAnnotations(it.annotations());
            default -> line("  has " + attribute.attributeName());
        }
    }

    private void annotations(String how, List<Annotation> annotations) {
        annotations.forEach(each -> line(how + annotation(each)));
    }

    private void parameters(String how, List<List<Annotation>> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            annotations(how + i + " ", parameters.get(i));
        }
    }

    /// Whether a line says that something has an annotation, or what types within others are named, of
    /// which it and its values may be some.
    static boolean annotates(String line, String type) {
        if (line.startsWith("  inner ")) {
            return true;
        }
        boolean flag = type.equals("java.lang.Deprecated") && line.endsWith("  has Deprecated");
        return flag || line.startsWith("  ") && line.replace('$', '/').contains("@L" + type.replace('.', '/') + ";[");
    }

    private void typeAnnotations(List<TypeAnnotation> annotations) {
        annotations.forEach(each -> line("  on type " + each.targetInfo().targetType() + " " + each.targetPath() + " "
                + annotation(each.annotation())));
    }

    private static String annotation(Annotation annotation) {
        return "@" + annotation.className()
                + annotation.elements().stream()
                        .map(element -> element.name() + "=" + value(element.value()))
                        .toList();
    }

    private static String value(AnnotationValue value) {
        return switch (value) {
            case AnnotationValue.OfArray array ->
                array.values().stream().map(ClassText::value).toList().toString();
            case AnnotationValue.OfAnnotation nested -> annotation(nested.annotation());
            case AnnotationValue.OfClass type -> type.className().toString();
            case AnnotationValue.OfEnum constant -> constant.className() + "." + constant.constantName();
            case AnnotationValue.OfConstant constant -> constant.tag() + " " + constant.resolvedValue();
        };
    }

    private static String classes(List<ClassEntry> classes) {
        return classes.stream().map(ClassEntry::asInternalName).collect(Collectors.joining(" "));
    }

    private void code(CodeModel code) {
        Map<Label, Integer> places = new HashMap<>();
        int count = 0;
        for (CodeElement element : code) {
            if (element instanceof LabelTarget target) {
                places.put(target.label(), count);
            } else if (element instanceof Instruction) {
                count++;
            }
        }
        for (CodeElement element : code) {
            switch (element) {
                case Instruction instruction -> line("    " + instruction(instruction, places));
                case ExceptionCatch each ->
                    line("    catch " + places.get(each.tryStart()) + " " + places.get(each.tryEnd()) + " "
                            + places.get(each.handler()) + " "
                            + each.catchType().map(ClassEntry::asInternalName).orElse(""));
                default -> {}
            }
        }
    }

    private static String instruction(Instruction instruction, Map<Label, Integer> places) {
        String opcode = instruction.opcode().name();
        return switch (instruction) {
            case FieldInstruction it -> opcode + " " + entry(it.field());
            case InvokeInstruction it -> opcode + " " + entry(it.method());
            case InvokeDynamicInstruction it -> opcode + " " + entry(it.invokedynamic());
            case ConstantInstruction.LoadConstantInstruction it -> "LDC " + entry(it.constantEntry());
            case NewObjectInstruction it -> opcode + " " + entry(it.className());
            case NewReferenceArrayInstruction it -> opcode + " " + entry(it.componentType());
            case NewMultiArrayInstruction it -> opcode + " " + entry(it.arrayType()) + it.dimensions();
            case TypeCheckInstruction it -> opcode + " " + entry(it.type());
            case BranchInstruction it -> opcode + " " + places.get(it.target());
            case LookupSwitchInstruction it -> opcode + cases(it.cases(), it.defaultTarget(), places);
            case TableSwitchInstruction it -> opcode + cases(it.cases(), it.defaultTarget(), places);
            default -> instruction.toString();
        };
    }

    private static String cases(List<SwitchCase> cases, Label otherwise, Map<Label, Integer> places) {
        return cases.stream()
                .map(each -> " " + each.caseValue() + ":" + places.get(each.target()))
                .collect(Collectors.joining("", "", " default:" + places.get(otherwise)));
    }

    private static String entry(PoolEntry entry) {
        return switch (entry) {
            case ClassEntry it -> it.asInternalName();
            case MemberRefEntry it -> it.owner().asInternalName() + "." + it.name() + " " + it.type();
            case MethodHandleEntry it -> it.kind() + " " + entry(it.reference());
            case DynamicConstantPoolEntry it -> it.name() + " " + it.type() + " by " + bootstrap(it.bootstrap());
            case NameAndTypeEntry it -> it.name() + " " + it.type();
            default -> entry.toString();
        };
    }

    private static String bootstrap(BootstrapMethodEntry entry) {
        return Stream.concat(Stream.of(entry.bootstrapMethod()), entry.arguments().stream())
                .map(ClassText::entry)
                .toList()
                .toString();
    }
}
