//! The certificate: the paper, or what is owed.

use madrid_core::kernel::Cents;
use madrid_core::tax::Certificate;

use super::super::folder::tests::now;
use super::*;

fn view(standing: Standing, failed_code: Option<&'static str>, language: Language) -> TaxCertificateView {
    let certificate = Certificate { as_of: now(), standing };
    let shown = CertificateShown {
        certificate,
        failed_code,
        now: now(),
    };
    TaxCertificateView::new(shown, language)
}

#[test]
fn who_owes_nothing_has_a_paper_with_its_code() {
    let standing = Standing::NoDebts {
        number: "CD-2026-0000001".to_owned(),
        code: "0123456789ABCDEF".to_owned(),
        issued: "2026-11-30".parse().unwrap(),
        valid_until: "2027-05-29".parse().unwrap(),
        pdf: b"%PDF-1.4".to_vec(),
    };
    let view = view(standing, Some("net.unreachable"), Language::Es);
    let paper = view.paper.unwrap();
    assert_eq!(
        (paper.file_name.as_str(), paper.bytes.len()),
        ("CD-2026-0000001.pdf", 8)
    );
    assert_eq!(paper.open_label, "Abrir el certificado");
    assert!(
        view.accessibility_label.contains("Vale hasta: el 29 de mayo de 2027"),
        "{}",
        view.accessibility_label
    );
    assert!(view.accessibility_label.contains("0123-4567-89AB-CDEF"));
    assert_eq!(view.as_of_label, "hoy a las 11:00");
    assert_eq!(view.trouble.unwrap().code, "net.unreachable");
}

#[test]
fn who_owes_something_sees_what() {
    let owed = vec![Owed {
        id: "1".to_owned(),
        name: "IBI".to_owned(),
        amount: Cents::new(46_380),
    }];
    let view = view(Standing::Owes(owed), None, Language::En);
    assert_eq!((view.paper, view.trouble), (None, None));
    assert_eq!(
        (view.owed[0].label.as_str(), view.owed[0].value.as_str()),
        ("IBI", "€463.80")
    );
    assert!(view.accessibility_label.contains("IBI: €463.80"));
}
