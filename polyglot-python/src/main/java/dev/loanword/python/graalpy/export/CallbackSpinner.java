package dev.loanword.python.graalpy.export;

import dev.loanword.export.model.ValueType;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Spins implementations of functional interfaces, each of which boxes its arguments and calls a {@link CallbackTarget}. */
final class CallbackSpinner {

    private static final ClassDesc TARGET = ClassDesc.of(CallbackTarget.class.getName());
    private static final ClassDesc PYTHON_CALLBACK = ClassDesc.of(PythonCallback.class.getName());
    private static final ClassDesc FACTORY = ClassDesc.of(CallbackFactory.class.getName());
    private static final MethodTypeDesc CALL = MethodTypeDesc.of(ConstantDescs.CD_Object, SpunCode.OBJECTS);
    private static final MethodTypeDesc OF_TARGET = MethodTypeDesc.of(ConstantDescs.CD_void, TARGET);
    private static final ClassValue<Map<String, CallbackFactory>> SPUN = new ClassValue<>() {
        @Override
        protected Map<String, CallbackFactory> computeValue(Class<?> functional) {
            return new ConcurrentHashMap<>();
        }
    };

    private CallbackSpinner() {}

    /** The factory for an interface. Its classes live with the interface: they see it, and go with it. */
    static CallbackFactory of(ValueType.Callback type, Class<?> functional) {
        return SPUN.get(functional)
                .computeIfAbsent(type.method() + type.descriptor(), missing -> spin(type, functional));
    }

    private static CallbackFactory spin(ValueType.Callback type, Class<?> functional) {
        ClassDesc implementation = SpunCode.newName("Callback");
        SpunClasses.load(functional, implementation(type, implementation));
        return SpunClasses.instance(functional, factory(implementation), CallbackFactory.class);
    }

    private static byte[] implementation(ValueType.Callback type, ClassDesc name) {
        MethodTypeDesc method = MethodTypeDesc.ofDescriptor(type.descriptor());
        return SpunCode.spin(name, builder -> builder
                .withInterfaceSymbols(ClassDesc.of(type.interfaceName()), PYTHON_CALLBACK)
                .withField("target", TARGET, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                .withMethodBody(ConstantDescs.INIT_NAME, OF_TARGET, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                        .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .aload(0)
                        .aload(1)
                        .putfield(name, "target", TARGET)
                        .return_())
                .withMethodBody("target", MethodTypeDesc.of(TARGET), ClassFile.ACC_PUBLIC, code -> code.aload(0)
                        .getfield(name, "target", TARGET)
                        .areturn())
                .withMethodBody(type.method(), method, ClassFile.ACC_PUBLIC, code -> {
                    code.aload(0).getfield(name, "target", TARGET);
                    SpunCode.loadParametersAsArray(code, method);
                    code.invokeinterface(TARGET, "call", CALL);
                    SpunCode.returnUnboxed(code, method.returnType());
                }));
    }

    private static byte[] factory(ClassDesc implementation) {
        return SpunCode.spinSubclass(
                SpunCode.newName("CallbackFactory"),
                FACTORY,
                "make",
                MethodTypeDesc.of(ConstantDescs.CD_Object, TARGET),
                code -> code.new_(implementation)
                        .dup()
                        .aload(1)
                        .invokespecial(implementation, ConstantDescs.INIT_NAME, OF_TARGET)
                        .areturn());
    }
}
