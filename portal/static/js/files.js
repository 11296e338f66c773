/* Before files are sent: how many, how large together, and no sending of what the
   server would refuse unread, with all that was typed beside it. */
(() => {
  "use strict";

  const MEGABYTE = 1_000_000;

  const told = (size) =>
    `${(size / MEGABYTE).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;

  const faultOf = (input) => {
    const files = [...input.files];
    const largest = Number(input.dataset.largest);
    const most = Number(input.dataset.most);
    const large = files.find((file) => file.size > largest);
    if (large) return `${large.name} lớn hơn ${told(largest)}; hãy giảm dung lượng.`;
    const sum = files.reduce((all, file) => all + file.size, 0);
    if (sum > most) {
      return `Các tệp dài ${told(sum)}, mỗi lần gửi được ${told(most)}; hãy bỏ bớt, thêm sau.`;
    }
    return "";
  };

  const tell = (input) => {
    const place = document.getElementById(`${input.id}-told`);
    const fault = faultOf(input);
    const sum = [...input.files].reduce((all, file) => all + file.size, 0);
    place.textContent = fault || (sum ? `${input.files.length} tệp, ${told(sum)}` : "");
    place.classList.toggle("files-told--fault", Boolean(fault));
    return fault;
  };

  for (const input of document.querySelectorAll("input[data-most]")) {
    input.addEventListener("change", () => tell(input));
    input.form.addEventListener("submit", (event) => {
      if (!tell(input)) return;
      event.preventDefault();
      input.focus();
    });
  }
})();
